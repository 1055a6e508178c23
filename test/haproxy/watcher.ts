import { type Following, follow, LiveConnection, type StreamItem } from '../../client-examples/live/index.js';

const query = `subscription ($after: String) { ticketEvents(after: $after) { __typename
  ... on StreamItem { cursor } ... on ResyncRequired { resyncReason } ... on TicketEvent { ticket { subject } } } }`;

interface Item extends StreamItem {
  ticket?: { subject: string };
}

/** A subscriber by the client of the examples, and when its connections came back. */
export class Watcher {
  /** The cursors of the events, in the order in which they came. */
  readonly seen: string[] = [];
  /** When the first item of each new subscription came. */
  readonly cameBack: number[] = [];
  resyncs = 0;
  readonly #following: Following;
  readonly #onEvent: ((item: Item) => void) | undefined;

  constructor(url: string, token: string, after: string | null, onEvent?: (item: Item) => void) {
    this.#onEvent = onEvent;
    this.#following = follow<Item>(new LiveConnection({ url: `${url}/graphql`, token }), {
      after,
      query,
      onItem: (item) => this.#take(item),
      onResync: () => {
        this.resyncs += 1;
      },
    });
    this.#following.done.catch(() => {});
  }

  get duplicates(): number {
    return this.#following.duplicates;
  }

  /** Whether it is at some place of the log, and misses nothing from there. */
  get isOpen(): boolean {
    return this.#following.cursor !== undefined;
  }

  async stop(): Promise<void> {
    this.#following.stop();
    await this.#following.done;
  }

  #take(item: Item): void {
    if (this.#following.resubscribed > this.cameBack.length) this.cameBack.push(Date.now());
    if (item.__typename !== 'TicketEvent') return;
    this.seen.push(item.cursor);
    this.#onEvent?.(item);
  }
}
