import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { type Scope } from '../../platform/actor/scope.js';
import type { TicketFilter, TicketOrder } from '../../platform/contract/generated/types.js';
import { givenOrder } from '../../platform/db/order-by.js';
import {
  type Connection,
  type PageArgs,
  pageClause,
  toConnection,
  windowOf,
} from '../../platform/db/page.js';
import { byId, counting } from '../../platform/db/rows.js';
import { columns, columnsNamed, type Sql, sql } from '../../platform/db/sql.js';
import type { TicketFacts } from '../rules/policy.js';
import { parseTicketNumber } from '../rules/ticket-number.js';
import { TicketEntity, type TicketRow } from './entities.js';
import { type CheckedFilter, checkedFilter, filterSql } from './filter.js';
import { columnsOf, type TicketNode, toTicket } from './node.js';
import { ticketOrder, ticketOrders } from './orders.js';
import { internalVisible, visibleTickets } from './visibility.js';

const ticketColumns = columns(TicketEntity, 't');

/** Tickets by id that the actor can see. */
export async function ticketsById(reads: ActorReads, ids: readonly string[]): Promise<(TicketNode | null)[]> {
  const rows = await reads.query(sql<TicketRow>`select ${ticketColumns} from tickets t
    where ${visibleTickets(reads.scope)} and t.id = any (${ids}::uuid[])`);
  return byId(ids, rows).map((row) => (row ? toTicket(row) : null));
}

/** The ticket with a number, if the actor can see it. */
export async function ticketByNumber(reads: ActorReads, number: string): Promise<TicketNode | null> {
  const parsed = parseTicketNumber(number);
  if (!parsed) return null;
  const [row] = await reads.query(sql<TicketRow>`select ${ticketColumns} from tickets t
    where ${visibleTickets(reads.scope)} and t.type = ${parsed.type} and t.number = ${parsed.number}`);
  return row ? toTicket(row) : null;
}

/** A page of visible tickets that match the filter, with the columns that the selected fields need. */
export async function listTickets(
  reads: ActorReads,
  filter: TicketFilter | null | undefined,
  orderBy: readonly TicketOrder[] | null | undefined,
  args: PageArgs,
  asked: ReadonlySet<string>,
): Promise<Connection<TicketNode>> {
  const { field, direction } = givenOrder(orderBy, { field: 'CREATED_AT', direction: 'DESC' });
  const ordering = reads.extensions.at(ticketOrders).get(field);
  if (!ordering) throw new Error(`no module declares the order ${field}`);
  const order = ticketOrder(field, ordering, direction);
  const window = windowOf(args, order);
  const checked = checkedFilter(filter, reads.extensions);
  const source = sql`from tickets t where ${visibleTickets(reads.scope)} and ${filterSql(reads.organisationId, checked)}`;
  const selected = columnsNamed(columnsOf(reads, [...asked, ordering.by]), 't');
  const rows = await reads.query(
    sql<TicketRow>`select ${selected} ${source} and ${pageClause(order, window)}`,
    alongAnIndex(reads.scope, checked) ? 'once' : 'each time',
  );
  return toConnection(rows, order, window, toTicket, counting(reads, source));
}

/** Whether a list is best read along the index of its order for all values: one queue, or all tickets, seen by staff. */
function alongAnIndex({ sees }: Scope, filter: CheckedFilter): boolean {
  const whole = filter.length === 0 || (filter.length === 1 && filter[0]?.inOrder);
  return Boolean(whole) && (sees === 'everything' || sees === 'teams');
}

/** The watchers `p` whom a scope sees: readers of internal notes see all, others only themselves. Their events say no more. */
function visibleWatchers(scope: Scope): Sql<boolean> {
  if (scope.sees === 'own') return sql<boolean>`p.user_id = ${scope.userId}`;
  if (scope.sees !== 'teams') return sql<boolean>`true`;
  return sql<boolean>`(p.user_id = ${scope.userId} or exists (select 1 from tickets t
    where t.organisation_id = ${scope.organisationId} and t.id = p.ticket_id and ${internalVisible(scope)}))`;
}

/** Users with one role on each ticket, oldest first. */
function peopleOfTickets(participation: 'WATCHER' | 'AFFECTED') {
  return async (reads: ActorReads, ticketIds: readonly string[]): Promise<string[][]> => {
    const only = participation === 'WATCHER' ? visibleWatchers(reads.scope) : sql`true`;
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
  reads: ActorReads,
  ids: readonly string[],
): Promise<(TicketFacts | null)[]> {
  const rows = await reads.query(sql<TicketFacts & { id: string }>`
    select t.id, t.requester_id as "requesterId", t.assignee_id as "assigneeId", t.status, q.team_id as "queueTeamId",
      ${internalVisible(reads.scope)} as "internalVisible"
    from tickets t join queues q on q.organisation_id = ${reads.organisationId} and q.id = t.queue_id
    where ${visibleTickets(reads.scope)} and t.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}
