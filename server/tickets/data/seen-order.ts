import type { ActorReads } from '../../platform/actor/actor-reads.js';
import type { OrderDirection } from '../../platform/contract/generated/enums.js';
import type { Order } from '../../platform/db/page.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import type { TicketRow } from './entities.js';
import { internalSight } from './internal-sight.js';
import { type TicketOrdering, ticketOrder } from './orders.js';

/** The order of a list by a field for a reader. Where they see no internal notes at all, neither the order nor its cursors tell the value. */
export function seenOrder(
  { scope }: Pick<ActorReads, 'scope'>,
  field: string,
  ordering: TicketOrdering,
  direction: OrderDirection,
): Order<TicketRow> {
  const { column, toOthers } = ordering;
  const isHidden = toOthers !== undefined && internalSight(scope).of === 'none';
  const value = isHidden ? toOthers : column.sql;
  return ticketOrder(field, { ...ordering, column: { ...column, sql: value } }, direction);
}

/** What a row is ordered by, as it is selected. */
export function orderedValue({ columns: [first] }: Order<TicketRow>): Sql {
  if (!first) throw new Error('an order has no column');
  return sql.raw(first.sql);
}
