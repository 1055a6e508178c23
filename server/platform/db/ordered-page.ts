import { type ListOrders, type OrderedArgs, orderOf } from './order-by.js';
import { type Connection, pageClause, toConnection, windowOf } from './page.js';
import type { ReadSession } from './read-session.js';
import { counting } from './rows.js';
import { type Sql, sql } from './sql.js';

/** A page of the rows of `from … where …`, in the order that `orderBy` gives. Throws `BadInput`. */
export async function orderedPage<F extends string, R>(
  reads: ReadSession,
  orders: ListOrders<F, R>,
  args: OrderedArgs<F>,
  selected: Sql,
  source: Sql,
): Promise<Connection<R>> {
  const order = orderOf(orders, args.orderBy);
  const window = windowOf(args, order);
  const rows = await reads.query(sql<R>`select ${selected} ${source} and ${pageClause(order, window)}`);
  return toConnection(rows, order, window, (row) => row, counting(reads, source));
}
