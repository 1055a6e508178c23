import type { LiveConnection } from './connection.ts';
import { type Following, type FollowOptions, follow } from './follow.ts';
import type { StreamItem } from './items.ts';
import type { OptimisticRows } from './optimistic.ts';
import type { Screen } from './screen.ts';

/** What a `ticketView` shows. The counts are undefined when the document does not select them. */
export interface View<Row> {
  readonly rows: readonly Row[];
  readonly totalCount?: number | undefined;
  readonly totalCountIsCapped?: boolean | undefined;
}

/** The fields of the items of `ticketView`, each in the items that have it. */
interface ViewItem<Row> extends StreamItem, View<Row> {
  nodes: readonly Row[];
  ticket: Row;
  ticketId: string;
  index: number;
}

/** The view after an item of `ticketView`. It is consistent after a snapshot, and after each position. Changes nothing that it is given. */
export function keepRows<Row extends { id: string }>(view: View<Row>, item: StreamItem): View<Row> {
  const { nodes, ticket, ticketId, index, totalCount, totalCountIsCapped } = item as ViewItem<Row>;
  const without = (id: string) => view.rows.filter((row) => row.id !== id);
  switch (item.__typename) {
    case 'TicketViewSnapshot':
      return { rows: nodes, totalCount, totalCountIsCapped };
    case 'TicketEntered':
    case 'TicketChanged': {
      const others = without(ticket.id);
      return { ...view, rows: [...others.slice(0, index), ticket, ...others.slice(index)] };
    }
    case 'TicketLeft':
    case 'TicketGone':
      return { ...view, rows: without(ticketId) };
    case 'TicketViewCount':
      return { ...view, totalCount, totalCountIsCapped };
    default:
      return view;
  }
}

export interface ViewOptions<Row> extends Pick<FollowOptions, 'query' | 'variables' | 'signal'> {
  /** Rows that are shown first, until the server's rows have come. */
  optimistic?: OptimisticRows<Row>;
  /** Applies the changes together with those of other lists and views. */
  screen?: Screen;
  /** Called with the view after each step that changed it. */
  onView: (view: View<Row>) => void;
}

/** Follows a `ticketView` and keeps its rows in order. There is nothing to read again: each subscription begins with a snapshot. */
export function followView<Row extends { id: string }>(
  connection: LiveConnection,
  options: ViewOptions<Row>,
): Following {
  const { optimistic, screen } = options;
  let view: View<Row> = { rows: [] };
  let shown: View<Row> | undefined;
  const show = () => {
    shown = view;
    options.onView({ ...view, rows: [...(optimistic?.rows ?? []), ...view.rows] });
  };
  const apply = (item: StreamItem) => {
    view = keepRows(view, item);
    if (item.__typename === 'TicketViewSnapshot') optimistic?.reread();
    // Items of a step share a cursor, and only the position after them says that all have come.
    else if (item.__typename === 'StreamPosition') optimistic?.passed(item);
    else return;
    if (view !== shown) show();
  };
  if (optimistic) optimistic.onChange = show;
  return follow(connection, {
    query: options.query,
    variables: options.variables,
    signal: options.signal,
    onItem: screen ? screen.collect(apply) : apply,
    onResync: () => undefined,
  });
}
