import {
  type Following,
  follow,
  LiveConnection,
  type StreamPosition,
} from '../../client-examples/live/index.js';

export interface SeenEvent {
  __typename: 'TicketEvent';
  cursor: string;
  type: string;
  ticket: { id: string };
  comment: { body: string } | null;
  attachment: { fileName: string } | null;
}

const items = `__typename ... on StreamPosition { cursor } ... on ResyncRequired { cursor resyncReason }
  ... on TicketEvent { cursor type ticket { id } comment { body } attachment { fileName } }`;
const ofAll = `subscription ($after: String) { ticketEvents(after: $after) { ${items} } }`;
const ofOne = `subscription ($id: ID!, $after: String) { ticketUpdated(id: $id, after: $after) { ${items} } }`;

/**
 * Subscribes to everything that a viewer may see, or to one ticket, with the example client, and resumes after every failure.
 */
export class Subscriber {
  readonly seen: SeenEvent[] = [];
  resyncs = 0;
  readonly #subscription: Following;

  constructor(url: string, token: string, after: string, onNews: () => void, ticketId?: string) {
    const live = new LiveConnection({ url: `${url}/graphql`, token });
    this.#subscription = follow<SeenEvent | StreamPosition>(live, {
      after,
      query: ticketId ? ofOne : ofAll,
      variables: ticketId ? { id: ticketId } : {},
      onItem: (item) => {
        if (item.__typename !== 'TicketEvent') return;
        this.seen.push(item);
        onNews();
      },
      onResync: () => {
        this.resyncs += 1;
      },
    });
  }

  get reconnects(): number {
    return this.#subscription.resubscribed;
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
