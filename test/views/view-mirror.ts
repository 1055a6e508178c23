import type { Client, Subscription } from '../harness/client.js';
import type { LogPlaces } from '../harness/log-places.js';

const row = 'id version status subject priority labels assignee { id } watchers { totalCount }';
const document = `subscription ($view: ID, $filter: TicketFilter, $orderBy: [TicketOrder!], $first: Int, $after: String) {
  ticketView(view: $view, filter: $filter, orderBy: $orderBy, first: $first, after: $after) { __typename
    ... on StreamItem { cursor } ... on ResyncRequired { resyncReason } ... on TicketGone { ticketId }
    ... on TicketViewSnapshot { nodes { ${row} } totalCount totalCountIsCapped }
    ... on TicketEntered { ticket { ${row} } index event { type actor { name } } }
    ... on TicketChanged { ticket { ${row} } index event { type actor { name } } }
    ... on TicketLeft { ticketId matches event { type actor { name } } }
    ... on TicketViewCount { totalCount totalCountIsCapped } } }`;
const list = `query ($filter: TicketFilter, $orderBy: [TicketOrder!], $first: Int) {
  tickets(filter: $filter, orderBy: $orderBy, first: $first) { totalCount nodes { ${row} } } }`;

/** Which rows are followed. */
export interface Followed {
  view?: string;
  filter?: object | null;
  orderBy?: object[];
  first?: number;
}

export interface Shown {
  // biome-ignore lint/suspicious/noExplicitAny: the fields of a row
  rows: any[];
  totalCount: number;
}

/** Reads the same rows afresh. */
export async function freshView(client: Client, { filter, orderBy, first }: Followed): Promise<Shown> {
  const { tickets } = await client.ok(list, { filter, orderBy, first });
  return { rows: tickets.nodes, totalCount: tickets.totalCount };
}

/** A client that shows the rows of `ticketView` by its items alone. */
export class ViewMirror {
  shown: Shown = { rows: [], totalCount: 0 };
  cursor: string | null = null;
  readonly client: Client;
  readonly followed: Followed;
  #stream: Subscription;
  #handled = 0;
  // biome-ignore lint/suspicious/noExplicitAny: items of the stream
  #news: any[] = [];

  private constructor(client: Client, followed: Followed) {
    this.client = client;
    this.followed = followed;
    this.#stream = this.#subscribe();
  }

  /** Subscribes, and applies the snapshot. */
  static async of(client: Client, followed: Followed): Promise<ViewMirror> {
    const mirror = new ViewMirror(client, followed);
    await mirror.#stream.until(({ items, ended }) => items.length >= 2 || ended !== undefined);
    mirror.#apply();
    mirror.#news = [];
    return mirror;
  }

  /** The connection is cut, and the client resumes behind what it has applied. */
  cut(): void {
    this.#stream.stop();
    this.#stream = this.#subscribe();
    this.#handled = 0;
  }

  stop(): void {
    this.#stream.stop();
  }

  get ended(): unknown {
    return this.#stream.ended;
  }

  /** All items since the mirror subscribed the last time. */
  // biome-ignore lint/suspicious/noExplicitAny: items of the stream
  get items(): readonly any[] {
    return this.#stream.items;
  }

  /** Applies all items up to one with this cursor, which a call of the same client has answered. Returns them. */
  // biome-ignore lint/suspicious/noExplicitAny: items of the stream
  async upTo(cursor: string): Promise<any[]> {
    await this.#stream.until(
      ({ items, ended }) =>
        ended !== undefined || items.slice(this.#handled).some((item) => item.cursor === cursor),
    );
    return this.news();
  }

  /** Applies all items of the steps up to this place of the log: also a snapshot that is from after it. */
  async past(cursor: string, placeOf: LogPlaces): Promise<void> {
    const place = placeOf(cursor);
    const isPast = (item: { __typename: string; cursor: string }) =>
      item.__typename === 'StreamPosition' && placeOf(item.cursor) >= place;
    await this.#stream.until(
      ({ items, ended }) => ended !== undefined || items.slice(this.#handled).some(isPast),
    );
    this.news();
  }

  /** Waits for the next items that are no positions, up to the end of their step, and applies them. Returns them. */
  // biome-ignore lint/suspicious/noExplicitAny: items of the stream
  async step(): Promise<any[]> {
    const isPosition = ({ __typename }: { __typename: string }) => __typename === 'StreamPosition';
    await this.#stream.until(({ items, ended }) => {
      const more = items.slice(this.#handled);
      const begun = more.findIndex((item) => !isPosition(item));
      return ended !== undefined || (begun >= 0 && more.slice(begun).some(isPosition));
    });
    return this.news();
  }

  /** Applies what has come. Returns the items since the last call, without positions. */
  // biome-ignore lint/suspicious/noExplicitAny: items of the stream
  news(): any[] {
    this.#apply();
    const news = this.#news.filter(({ __typename }) => __typename !== 'StreamPosition');
    this.#news = [];
    return news;
  }

  #subscribe(): Subscription {
    return this.client.subscribe(document, { ...this.followed, after: this.cursor });
  }

  #apply(): void {
    const { items } = this.#stream;
    for (; this.#handled < items.length; this.#handled += 1) {
      const item = items[this.#handled];
      // Every item can be applied twice.
      this.#put(item);
      this.#put(item);
      if (item.__typename !== 'ResyncRequired') this.cursor = item.cursor ?? this.cursor;
      this.#news.push(item);
    }
  }

  // biome-ignore lint/suspicious/noExplicitAny: an item of the stream
  #put({ __typename, nodes, ticket, ticketId, index, totalCount }: any): void {
    const { shown } = this;
    const without = (id: string) => shown.rows.filter((one) => one.id !== id);
    if (__typename === 'TicketViewSnapshot') Object.assign(shown, { rows: nodes, totalCount });
    if (__typename === 'TicketViewCount') shown.totalCount = totalCount;
    if (__typename === 'TicketLeft' || __typename === 'TicketGone') shown.rows = without(ticketId);
    if (__typename === 'TicketEntered' || __typename === 'TicketChanged')
      shown.rows = without(ticket.id).toSpliced(index, 0, ticket);
  }
}
