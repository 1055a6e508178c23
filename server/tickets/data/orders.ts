import { type OrderDirection, TicketOrderField } from '../../platform/contract/generated/enums.js';
import type { TicketOrder } from '../../platform/contract/generated/types.js';
import { directed, givenOrder, type OrderBy } from '../../platform/db/order-by.js';
import type { Order } from '../../platform/db/page.js';
import { completeRecords, ExtensionPoint } from '../../platform/extensions/extension-point.js';
import type { TicketRow } from './entities.js';

/** A field that lists of tickets are ordered by, then by id. */
export interface TicketOrdering {
  /** The field of `Ticket`. */
  readonly by: string;
  /** The index of `tickets` whose columns are the organisation, the column and the id. */
  readonly index: string;
  readonly column: Order<TicketRow>['columns'][number];
}

export type TicketOrderings = { readonly [Field in TicketOrderField]?: TicketOrdering };

/** The values of `TicketOrderField`. The module that owns the data declares them. */
export const ticketOrders = new ExtensionPoint<TicketOrderings, ReadonlyMap<string, TicketOrdering>>(
  'orders of tickets',
  (added) => completeRecords('order of tickets', Object.keys(TicketOrderField), added),
);

/** The order that `orderBy` of a list of tickets gives. Throws `BadInput`. */
export function checkedOrder(given: readonly TicketOrder[] | null | undefined): OrderBy<TicketOrderField> {
  return givenOrder(given, { field: 'CREATED_AT', direction: 'DESC' });
}

/** The order of a list of tickets by a field. */
export function ticketOrder(
  field: string,
  { column }: TicketOrdering,
  direction: OrderDirection,
): Order<TicketRow> {
  const columns: Order<TicketRow>['columns'] = [column, { sql: 't.id', type: 'uuid', of: ({ id }) => id }];
  return directed('tickets', field, columns, direction);
}

/** The orders by data of tickets. */
export const ownOrders: TicketOrderings = {
  CREATED_AT: {
    by: 'createdAt',
    index: 'tickets_created',
    column: { sql: 't.created_at', type: 'timestamptz', of: (t) => t.createdAt.toISOString() },
  },
  UPDATED_AT: {
    by: 'updatedAt',
    index: 'tickets_updated',
    column: { sql: 't.updated_at', type: 'timestamptz', of: (t) => t.updatedAt.toISOString() },
  },
  PRIORITY: {
    by: 'priority',
    index: 'tickets_priority',
    column: { sql: 't.priority', type: 'int', of: (t) => t.priority },
  },
};
