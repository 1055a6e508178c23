import {
  type Connection,
  type Order,
  type PageArgs,
  pageClause,
  toConnection,
  windowOf,
} from '../../platform/db/page.js';
import { byId, counting } from '../../platform/db/rows.js';
import { columns, columnsNamed, sql } from '../../platform/db/sql.js';
import { type Scope } from '../../platform/viewer/scope.js';
import type { ViewerReads } from '../../platform/viewer/viewer-reads.js';
import type { TicketFacts } from '../rules/policy.js';
import { parseTicketNumber } from '../rules/ticket-number.js';
import { TicketEntity, type TicketRow } from './entities.js';
import { type CheckedFilter, checkedFilter, filterSql, type TicketFilter } from './filter.js';
import { columnsOf, type TicketNode, toTicket } from './node.js';
import { internalVisible, visibleTickets } from './visibility.js';

const ticketColumns = columns(TicketEntity, 't');

/** Tickets by id that the viewer can see. */
export async function ticketsById(
  reads: ViewerReads,
  ids: readonly string[],
): Promise<(TicketNode | null)[]> {
  const rows = await reads.query(sql<TicketRow>`select ${ticketColumns} from tickets t
    where ${visibleTickets(reads.scope)} and t.id = any (${ids}::uuid[])`);
  return byId(ids, rows).map((row) => (row ? toTicket(row) : null));
}

/** The ticket with a number, if the viewer can see it. */
export async function ticketByNumber(reads: ViewerReads, number: string): Promise<TicketNode | null> {
  const parsed = parseTicketNumber(number);
  if (!parsed) return null;
  const [row] = await reads.query(sql<TicketRow>`select ${ticketColumns} from tickets t
    where ${visibleTickets(reads.scope)} and t.type = ${parsed.type} and t.number = ${parsed.number}`);
  return row ? toTicket(row) : null;
}

const id = { sql: 't.id', type: 'uuid', of: (t: TicketRow) => t.id } as const;
const createdAt = {
  sql: 't.created_at',
  type: 'timestamptz',
  of: (t: TicketRow) => t.createdAt.toISOString(),
} as const;
const updatedAt = {
  sql: 't.updated_at',
  type: 'timestamptz',
  of: (t: TicketRow) => t.updatedAt.toISOString(),
} as const;
const priority = { sql: 't.priority', type: 'int', of: (t: TicketRow) => t.priority } as const;

// All columns of an order have one direction, so that a page is one range of an index. `by` is its first column, before the id.
const orders: Record<string, Order<TicketRow> & { by: string }> = {
  CREATED_AT_DESC: {
    name: 'tickets created desc',
    descending: true,
    columns: [createdAt, id],
    by: 'createdAt',
  },
  CREATED_AT_ASC: { name: 'tickets created', descending: false, columns: [createdAt, id], by: 'createdAt' },
  UPDATED_AT_DESC: {
    name: 'tickets updated desc',
    descending: true,
    columns: [updatedAt, id],
    by: 'updatedAt',
  },
  UPDATED_AT_ASC: { name: 'tickets updated', descending: false, columns: [updatedAt, id], by: 'updatedAt' },
  PRIORITY_ASC: { name: 'tickets priority', descending: false, columns: [priority, id], by: 'priority' },
  PRIORITY_DESC: { name: 'tickets priority desc', descending: true, columns: [priority, id], by: 'priority' },
};

/** A page of visible tickets that match the filter, with the columns that the selected fields need. */
export async function listTickets(
  reads: ViewerReads,
  filter: TicketFilter | null | undefined,
  orderBy: string | null | undefined,
  args: PageArgs,
  asked: ReadonlySet<string>,
): Promise<Connection<TicketNode>> {
  const order = orders[orderBy ?? 'CREATED_AT_DESC'] as (typeof orders)[string];
  const window = windowOf(args, order);
  const checked = checkedFilter(filter, reads.extensions);
  const source = sql`from tickets t where ${visibleTickets(reads.scope)} and ${filterSql(reads.organisationId, checked)}`;
  const selected = columnsNamed(columnsOf(reads, [...asked, order.by]), 't');
  const rows = await reads.query(
    sql<TicketRow>`select ${selected} ${source} and ${pageClause(order, window)}`,
    alongAnIndex(reads.scope, checked) ? 'once' : 'each time',
  );
  return toConnection(rows, order, window, toTicket, counting(reads, source));
}

/** Whether a list is best read along the index of its order for all values: one queue, or all tickets, seen by staff. */
function alongAnIndex({ sees }: Scope, { queues, ...others }: CheckedFilter): boolean {
  const whole = Object.values(others).every((condition) => condition === null);
  return whole && (queues === null || queues.length === 1) && (sees === 'everything' || sees === 'teams');
}

/** Users with one role on each ticket, oldest first. */
function peopleOfTickets(participation: 'WATCHER' | 'AFFECTED') {
  return async (reads: ViewerReads, ticketIds: readonly string[]): Promise<string[][]> => {
    // Requesters do not see other watchers.
    const only =
      participation === 'WATCHER' && reads.scope.sees === 'own'
        ? sql`p.user_id = ${reads.scope.userId}`
        : sql`true`;
    const rows = await reads.query(sql<{ ticketId: string; userId: string }>`
      select p.ticket_id as "ticketId", p.user_id as "userId" from ticket_people p
      where p.organisation_id = ${reads.organisationId} and p.ticket_id = any (${ticketIds}::uuid[])
        and p.participation = ${participation} and ${only} order by p.created_at, p.user_id`);
    const byTicket = Map.groupBy(rows, (row) => row.ticketId);
    return ticketIds.map((ticketId) => (byTicket.get(ticketId) ?? []).map((row) => row.userId));
  };
}

export const watchersOfTickets = peopleOfTickets('WATCHER');
export const affectedOfTickets = peopleOfTickets('AFFECTED');

/** The facts that permission on each ticket depends on. */
export async function factsOfTickets(
  reads: ViewerReads,
  ids: readonly string[],
): Promise<(TicketFacts | null)[]> {
  const rows = await reads.query(sql<TicketFacts & { id: string }>`
    select t.id, t.requester_id as "requesterId", t.assignee_id as "assigneeId", t.status, q.team_id as "queueTeamId",
      ${internalVisible(reads.scope)} as "internalVisible"
    from tickets t join queues q on q.organisation_id = ${reads.organisationId} and q.id = t.queue_id
    where ${visibleTickets(reads.scope)} and t.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}
