import type { LiveConnection } from './connection.ts';
import { type Following, type FollowOptions, follow } from './follow.ts';
import type { StreamItem, TicketGone } from './items.ts';
import type { OptimisticRows } from './optimistic.ts';
import type { Screen } from './screen.ts';

/** A `TicketEvent`, as the document of a list selects it. */
export interface ListEvent<Row> extends StreamItem {
  __typename: 'TicketEvent';
  /** Whether the ticket matches the filter after the event. */
  matches: boolean;
  ticket: Row;
}

/** Applies an item of `ticketEvents` to the rows of a list, by id. A new row comes last. Returns whether it changed something. */
export function applyToList<Row extends { id: string }>(rows: Map<string, Row>, item: StreamItem): boolean {
  if (item.__typename === 'TicketGone') return rows.delete((item as TicketGone).ticketId);
  if (item.__typename !== 'TicketEvent') return false;
  const { matches, ticket } = item as ListEvent<Row>;
  if (!matches) return rows.delete(ticket.id);
  rows.set(ticket.id, ticket);
  return true;
}

export interface ListOptions<Row> extends Pick<FollowOptions, 'query' | 'variables' | 'signal'> {
  /** Reads the whole list: the rows of all pages, and the `eventCursor` of the first page. */
  read: () => Promise<{ rows: readonly Row[]; eventCursor: string }>;
  /** The order to show. Default: as read, and new rows last. */
  compare?: (one: Row, other: Row) => number;
  /** Rows that are shown first, until the server's rows have come. */
  optimistic?: OptimisticRows<Row>;
  /** Applies the changes together with those of other lists and views. */
  screen?: Screen;
  /** Called with all rows: when the list is read, and after changes. Changes that come together are shown together. */
  onRows: (rows: readonly Row[]) => void;
}

/**
 * Reads a list and keeps it up to date. `query` subscribes to `ticketEvents` with the filter of the list, and selects `matches` and
 * `ticket { … }` of a `TicketEvent` with the same fields as the rows.
 */
export async function mirrorList<Row extends { id: string }>(
  connection: LiveConnection,
  options: ListOptions<Row>,
): Promise<Following> {
  const { optimistic, compare, screen } = options;
  let rows = new Map<string, Row>();
  let isDue = false;
  const show = () => {
    isDue = false;
    const list = [...rows.values()];
    if (compare) list.sort(compare);
    options.onRows([...(optimistic?.rows ?? []), ...list]);
  };
  const showSoon = () => {
    if (!isDue) setTimeout(show);
    isDue = true;
  };
  const apply = (item: StreamItem) => {
    const isChanged = applyToList(rows, item);
    optimistic?.passed(item);
    if (isChanged) onChange();
  };
  // A screen has gathered the changes already.
  const onChange = screen ? show : showSoon;
  const read = async () => {
    const fresh = await options.read();
    rows = new Map(fresh.rows.map((row) => [row.id, row]));
    optimistic?.reread();
    onChange();
    return fresh.eventCursor;
  };
  if (optimistic) optimistic.onChange = onChange;
  return follow(connection, {
    query: options.query,
    variables: options.variables,
    signal: options.signal,
    after: await read(),
    onItem: screen ? screen.collect(apply) : apply,
    onResync: read,
  });
}
