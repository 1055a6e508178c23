import type { Client, Subscription } from '../harness/client.js';
import type { LogPlaces } from '../harness/log-places.js';

const row = 'id status subject';
const list = `query ($filter: TicketFilter, $after: String) { tickets(filter: $filter, first: 100, after: $after) {
  eventCursor nodes { ${row} } pageInfo { hasNextPage endCursor } } }`;
const stream = `subscription ($filter: TicketFilter, $after: String) { ticketEvents(filter: $filter, after: $after) { __typename
  ... on StreamItem { cursor } ... on ResyncRequired { reason } ... on TicketGone { ticketId }
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
  rows: Rows = new Map();
  readonly #client: Client;
  readonly #wanted: Wanted;
  readonly #placeOf: LogPlaces;
  #cursor = '';
  #stream: Subscription | undefined;
  #handled = 0;

  private constructor(client: Client, wanted: Wanted, placeOf: LogPlaces) {
    this.#client = client;
    this.#wanted = wanted;
    this.#placeOf = placeOf;
  }

  /** Reads the list. The mirror follows it from there on, as soon as `follow` is called. */
  static async of(client: Client, wanted: Wanted, placeOf: LogPlaces): Promise<Mirror> {
    const mirror = new Mirror(client, wanted, placeOf);
    await mirror.#read();
    return mirror;
  }

  /** Subscribes, or resumes where it stopped. */
  follow(): this {
    const { filter } = this.#wanted;
    this.#stream = this.#client.subscribe(stream, { filter, after: this.#cursor });
    this.#handled = 0;
    return this;
  }

  stop(): void {
    this.#stream?.stop();
  }

  /** Handles all items up to a place in the log; after `ResyncRequired` it reads the list again. */
  async caughtUp(place: number): Promise<this> {
    while (this.#placeOf(this.#cursor) < place || this.#handled === 0) {
      const { items } = await this.#open().until(
        (s) => s.items.length > this.#handled || s.ended !== undefined,
      );
      const item = items[this.#handled];
      if (!item?.cursor) throw new Error(`the stream ended: ${JSON.stringify(item ?? this.#open().ended)}`);
      this.#handled += 1;
      await this.#handle(item);
    }
    return this;
  }

  #open(): Subscription {
    if (!this.#stream) throw new Error('the mirror follows nothing');
    return this.#stream;
  }

  async #read(): Promise<void> {
    const { rows, eventCursor } = await freshList(this.#client, this.#wanted);
    this.rows = rows;
    this.#cursor = eventCursor;
  }

  // biome-ignore lint/suspicious/noExplicitAny: an item of the stream
  async #handle(item: any): Promise<void> {
    this.#cursor = item.cursor;
    const { __typename: kind, cursor, reason, ticketId } = item;
    const ticket: Partial<Row> | undefined = ticketId ? { id: ticketId } : item.ticket;
    this.sent.push({
      kind,
      place: this.#placeOf(cursor),
      ...(ticket ? { ticket } : {}),
      ...(reason ? { reason } : {}),
    });
    if (kind === 'TicketGone') this.rows.delete(ticketId);
    if (kind === 'TicketEvent') this.#put(item.ticket);
    if (kind !== 'ResyncRequired') return;
    await this.#read();
    this.follow();
  }

  #put({ id, status, subject }: Row): void {
    if (this.#wanted.matches({ id, status, subject })) this.rows.set(id, { status, subject });
    else this.rows.delete(id);
  }
}
