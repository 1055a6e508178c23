import { subscribeResuming } from '../../client-examples/node/resuming-subscription.js';

export interface SeenEvent {
  cursor: string;
  type: string;
  ticket: { id: string };
  comment: { body: string } | null;
  attachment: { fileName: string } | null;
}

const query = `subscription ($after: String) { ticketEvents(after: $after) { __typename
  ... on StreamPosition { cursor } ... on ResyncRequired { cursor reason }
  ... on TicketEvent { cursor type ticket { id } comment { body } attachment { fileName } } } }`;

/**
 * Subscribes to everything that a viewer may see, with the example client, and resumes after every failure.
 */
export class Subscriber {
  readonly seen: SeenEvent[] = [];
  resyncs = 0;
  readonly #subscription: ReturnType<typeof subscribeResuming>;

  constructor(url: string, token: string, after: string, onNews: () => void) {
    this.#subscription = subscribeResuming<SeenEvent>({
      url: `${url}/graphql`,
      token,
      after,
      field: 'ticketEvents',
      query,
      onEvent: (event) => {
        this.seen.push(event);
        onNews();
      },
      onResync: () => {
        this.resyncs += 1;
      },
    });
  }

  get reconnects(): number {
    return this.#subscription.reconnects;
  }

  /** The number of events that arrived twice; the client dropped the second one. */
  get duplicates(): number {
    return this.#subscription.duplicates;
  }

  /** Resolves when stopped; rejects when the client gave up. */
  get done(): Promise<void> {
    return this.#subscription.done;
  }

  async stop(): Promise<void> {
    this.#subscription.stop();
    await this.#subscription.done;
  }
}
