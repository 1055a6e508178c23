import { TicketOrder } from '../../platform/contract/generated/enums.js';
import type { Order } from '../../platform/db/page.js';
import { completeRecords, ExtensionPoint } from '../../platform/extensions/extension-point.js';
import type { TicketRow } from './entities.js';

/** An order of lists of tickets. All its columns have one direction, so that a page is one range of its index. */
export interface TicketListOrder extends Order<TicketRow> {
  /** The field of `Ticket` that orders; equal ones are ordered by id. */
  readonly by: string;
  /** The index of `tickets` whose columns are the organisation and those of the order. */
  readonly index: string;
}

export type TicketOrders = { readonly [Name in TicketOrder]?: TicketListOrder };

/** The values of `TicketOrder`. The module that owns the data declares them. */
export const ticketOrders = new ExtensionPoint<TicketOrders, ReadonlyMap<string, TicketListOrder>>(
  'orders of tickets',
  (added) => completeRecords('order of tickets', Object.keys(TicketOrder), added),
);

/** Declares an order by a field and then by the id. */
export function ticketOrder(
  order: Pick<TicketListOrder, 'name' | 'descending' | 'by' | 'index'> & {
    column: TicketListOrder['columns'][number];
  },
): TicketListOrder {
  const { column, ...rest } = order;
  return { ...rest, columns: [column, { sql: 't.id', type: 'uuid', of: ({ id }) => id }] };
}

const created = {
  by: 'createdAt',
  index: 'tickets_created',
  column: { sql: 't.created_at', type: 'timestamptz', of: (t: TicketRow) => t.createdAt.toISOString() },
} as const;
const updated = {
  by: 'updatedAt',
  index: 'tickets_updated',
  column: { sql: 't.updated_at', type: 'timestamptz', of: (t: TicketRow) => t.updatedAt.toISOString() },
} as const;
const priority = {
  by: 'priority',
  index: 'tickets_priority',
  column: { sql: 't.priority', type: 'int', of: (t: TicketRow) => t.priority },
} as const;

/** The orders by data of tickets. */
export const ownOrders: TicketOrders = {
  CREATED_AT_DESC: ticketOrder({ name: 'tickets created desc', descending: true, ...created }),
  CREATED_AT_ASC: ticketOrder({ name: 'tickets created', descending: false, ...created }),
  UPDATED_AT_DESC: ticketOrder({ name: 'tickets updated desc', descending: true, ...updated }),
  UPDATED_AT_ASC: ticketOrder({ name: 'tickets updated', descending: false, ...updated }),
  PRIORITY_ASC: ticketOrder({ name: 'tickets priority', descending: false, ...priority }),
  PRIORITY_DESC: ticketOrder({ name: 'tickets priority desc', descending: true, ...priority }),
};
