import type { Client, Subscription } from '../harness/client.js';
import type { LogPlaces } from '../harness/log-places.js';

const ofQueue = 'queue { id } open unassigned onHold byPriority { priority open }';
const document = `subscription ($after: String) { queueCounters(after: $after) { __typename ... on StreamItem { cursor }
  ... on ResyncRequired { resyncReason } ... on QueueCountersSnapshot { counters { ${ofQueue} } }
  ... on QueueCountersChanged { counters { ${ofQueue} } } } }`;

// biome-ignore lint/suspicious/noExplicitAny: the counters of a queue
type Counters = Record<string, any>;

const byQueue = (counters: Counters[]) => new Map(counters.map((one) => [one.queue.id as string, one]));

/** Reads the counters of all queues afresh. */
export async function freshCounters(client: Client): Promise<Map<string, Counters>> {
  return byQueue((await client.ok(`{ queueCounters { ${ofQueue} } }`)).queueCounters);
}

/** A client that shows the counters of `queueCounters` by its items alone. */
export class CountersMirror {
  readonly client: Client;
  shown = new Map<string, Counters>();
  #cursor: string | null = null;
  #stream: Subscription;
  #handled = 0;

  constructor(client: Client) {
    this.client = client;
    this.#stream = this.#subscribe();
  }

  /** The connection is cut, and the client resumes behind what it has applied. */
  cut(): void {
    this.#stream.stop();
    this.#stream = this.#subscribe();
  }

  stop(): void {
    this.#stream.stop();
  }

  /** Applies all items up to a place of the log. Where the server asks for it, the client subscribes again. */
  async past(cursor: string, placeOf: LogPlaces): Promise<void> {
    const place = placeOf(cursor);
    for (;;) {
      await this.#stream.until(({ items, ended }) => items.length > this.#handled || ended !== undefined);
      const item = this.#stream.items[this.#handled];
      if (!item) throw new Error(`the counters ended: ${JSON.stringify(this.#stream.ended)}`);
      this.#handled += 1;
      if (item.__typename === 'ResyncRequired') this.cut();
      else this.#apply(item);
      const isWhole = item.__typename === 'StreamPosition' || item.__typename === 'QueueCountersSnapshot';
      if (isWhole && placeOf(item.cursor) >= place) return;
    }
  }

  /** Applies what has come. Where the server asks for it, the client subscribes again. */
  news(): void {
    for (let item = this.#next(); item; item = this.#next())
      if (item.__typename === 'ResyncRequired') this.cut();
      else this.#apply(item);
  }

  // biome-ignore lint/suspicious/noExplicitAny: an item of the stream
  #next(): any {
    const item = this.#stream.items[this.#handled];
    if (item) this.#handled += 1;
    return item;
  }

  // biome-ignore lint/suspicious/noExplicitAny: an item of the stream
  #apply({ __typename, cursor, counters }: any): void {
    this.#cursor = cursor;
    if (__typename === 'QueueCountersSnapshot') this.shown = byQueue(counters);
    if (__typename === 'QueueCountersChanged') this.shown = new Map([...this.shown, ...byQueue(counters)]);
  }

  #subscribe(): Subscription {
    this.#handled = 0;
    return this.client.subscribe(document, { after: this.#cursor });
  }
}
