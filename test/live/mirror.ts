import type { Client, Subscription } from '../harness/client.js';
import { eventually } from '../harness/eventually.js';
import type { LogPlaces } from '../harness/log-places.js';

const row = 'id status subject';
const list = `query ($filter: TicketFilter, $after: String) { tickets(filter: $filter, first: 100, after: $after) {
  eventCursor nodes { ${row} } pageInfo { hasNextPage endCursor } } }`;
const streamOf = `subscription ($filter: TicketFilter, $after: String) { ticketEvents(filter: $filter, after: $after) { __typename
  ... on StreamItem { cursor } ... on ResyncRequired { resyncReason } ... on TicketGone { ticketId }
  ... on TicketEvent { type ticket { ${row} } } } }`;

export interface Row {
  id: string;
  status: string;
  subject: string;
}

/** What a mirror was sent, in order. */
export interface Sent {
  kind: 'TicketEvent' | 'TicketGone' | 'ResyncRequired' | 'StreamPosition';
  place: number;
  /** The ticket, as it was sent; of a ticket that is gone only the id. */
  ticket?: Partial<Row>;
  reason?: string;
}

/** What a list holds: its rows by id. */
export type Rows = Map<string, Omit<Row, 'id'>>;

/** A filter, and whether a row as it is matches it. */
export interface Wanted {
  filter: object | null;
  matches(row: Row): boolean;
}

/** All tickets that a reader sees. */
export const everything: Wanted = { filter: null, matches: () => true };

/** Reads the whole list with the cursor of its first page. */
export async function freshList(
  client: Client,
  { filter }: Wanted,
): Promise<{ rows: Rows; eventCursor: string }> {
  const rows: Rows = new Map();
  let eventCursor: string | undefined;
  for (let after: string | null = null; ; ) {
    const { tickets } = await client.ok(list, { filter, after });
    eventCursor ??= String(tickets.eventCursor);
    for (const { id, status, subject } of tickets.nodes) rows.set(id, { status, subject });
    if (!tickets.pageInfo.hasNextPage) return { rows, eventCursor };
    after = tickets.pageInfo.endCursor;
  }
}

/** A client that reads a list once, and then keeps it up to date by the items of `ticketEvents` alone. */
export class Mirror {
  readonly sent: Sent[] = [];
  readonly wanted: Wanted;
  rows: Rows = new Map();
  readonly #client: Client;
  readonly #placeOf: LogPlaces;
  #cursor = '';
  #stream: Subscription | undefined;
  #following: Promise<void> = Promise.resolve();
  #fault: unknown;

  private constructor(client: Client, wanted: Wanted, placeOf: LogPlaces) {
    this.#client = client;
    this.wanted = wanted;
    this.#placeOf = placeOf;
  }

  /** Reads the list. The mirror follows it from there on, as soon as `follow` is called. */
  static async of(client: Client, wanted: Wanted, placeOf: LogPlaces): Promise<Mirror> {
    const mirror = new Mirror(client, wanted, placeOf);
    await mirror.#read();
    return mirror;
  }

  /** Subscribes, or resumes where it stopped, and handles what comes. */
  follow(): this {
    if (this.#stream) return this;
    this.#following = this.#follow().catch((error: unknown) => {
      this.#fault = error;
    });
    return this;
  }

  /** Resolves when the last item has been handled. */
  async stop(): Promise<void> {
    const stream = this.#stream;
    this.#stream = undefined;
    stream?.stop();
    await this.#following;
  }

  /** Waits until everything up to a place in the log has been handled. */
  async caughtUp(place: number): Promise<this> {
    await eventually(() => this.#fault || (this.sent.length > 0 && this.#placeOf(this.#cursor) >= place));
    if (this.#fault) throw this.#fault;
    return this;
  }

  async #follow(): Promise<void> {
    const { filter } = this.wanted;
    const follows = (stream: Subscription): boolean => this.#stream === stream;
    for (;;) {
      const stream = this.#client.subscribe(streamOf, { filter, after: this.#cursor });
      this.#stream = stream;
      let handled = 0;
      let resynced = false;
      while (follows(stream) && !resynced) {
        const item = stream.items[handled];
        if (item) {
          handled += 1;
          resynced = await this.#handle(item);
        } else if (stream.ended) throw new Error(`the stream ended: ${JSON.stringify(stream.ended)}`);
        else await stream.until((s) => s.items.length > handled || s.ended !== undefined || !follows(stream));
      }
      if (!follows(stream)) return;
    }
  }

  async #read(): Promise<void> {
    const { rows, eventCursor } = await freshList(this.#client, this.wanted);
    this.rows = rows;
    this.#cursor = eventCursor;
  }

  /** Returns whether it read the list again, and the stream has ended. */
  // biome-ignore lint/suspicious/noExplicitAny: an item of the stream
  async #handle(item: any): Promise<boolean> {
    const { __typename: kind, cursor, resyncReason: reason, ticketId } = item;
    if (typeof cursor !== 'string') throw new Error(`an item without a cursor: ${JSON.stringify(item)}`);
    const ticket: Partial<Row> | undefined = ticketId ? { id: ticketId } : item.ticket;
    if (kind === 'TicketGone') this.rows.delete(ticketId);
    if (kind === 'TicketEvent') this.#put(item.ticket);
    if (kind === 'ResyncRequired') await this.#read();
    else this.#cursor = cursor;
    const place = this.#placeOf(cursor);
    this.sent.push({ kind, place, ...(ticket ? { ticket } : {}), ...(reason ? { reason } : {}) });
    return kind === 'ResyncRequired';
  }

  #put({ id, status, subject }: Row): void {
    if (this.wanted.matches({ id, status, subject })) this.rows.set(id, { status, subject });
    else this.rows.delete(id);
  }
}
