import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { type Scope } from '../../platform/actor/scope.js';
import type { TicketFilter, TicketOrder } from '../../platform/contract/generated/types.js';
import { givenOrder } from '../../platform/db/order-by.js';
import {
  type Connection,
  MAX_COUNT,
  type PageArgs,
  pageClause,
  toConnection,
  windowOf,
} from '../../platform/db/page.js';
import { byId, counting } from '../../platform/db/rows.js';
import { columns, columnsNamed, type Sql, sql } from '../../platform/db/sql.js';
import { checkId } from '../../platform/kernel/bad-input.js';
import type { TicketFacts } from '../rules/policy.js';
import { parseTicketNumber } from '../rules/ticket-number.js';
import { TicketEntity, type TicketRow } from './entities.js';
import { alternatives, type CheckedFilter, checkedFilter, filterSql } from './filter.js';
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
  const checked = await readFilter(reads, filter);
  const { page, all } = sourcesOf(
    reads,
    checked,
    (source) => sql`${source} and ${pageClause(order, window)}`,
  );
  const selected = columnsNamed(columnsOf(reads, [...asked, ordering.by]), 't');
  const rows = await reads.query(
    sql<TicketRow>`select ${selected} ${page} and ${pageClause(order, window)}`,
    alongAnIndex(reads.scope, checked) ? 'once' : 'each time',
  );
  return toConnection(rows, order, window, toTicket, counting(reads, all));
}

/** Checks a filter. Throws `BadInput`. A ticket finds others as their parent only if the actor can see it. */
export async function readFilter(
  reads: ActorReads,
  filter: TicketFilter | null | undefined,
): Promise<CheckedFilter> {
  if (!filter) return [];
  const { actor, extensions } = reads;
  const queues = namesTeams(filter) ? await teamsOfQueues(reads) : [];
  const queuesOf = (teamIds: readonly string[]) =>
    queues.filter(({ teamId }) => teamIds.includes(teamId)).map(({ id }) => id);
  const checked = checkedFilter(filter, { actor, extensions, queuesOf });
  const parents = parentsIn(filter);
  if (parents.length === 0) return checked;
  const found = await Promise.all(
    parents.map((id) => reads.load(ticketsById, checkId('filter.parentIds', id, 'Ticket'))),
  );
  const seen = new Set(parents.filter((_, i) => found[i] !== null));
  return checkedFilter(withParents(filter, seen), { actor, extensions, queuesOf });
}

/** The team of each queue. */
function teamsOfQueues(reads: ActorReads): Promise<{ id: string; teamId: string }[]> {
  return reads.query(sql<{ id: string; teamId: string }>`select q.id, q.team_id as "teamId" from queues q
    where q.organisation_id = ${reads.organisationId}`);
}

function namesTeams({ teamIds, viewer, anyOf, not }: TicketFilter): boolean {
  const nested = [...(anyOf ?? []), ...(not ? [not] : [])];
  return Boolean(teamIds || viewer?.includes('MY_TEAMS')) || nested.some(namesTeams);
}

function parentsIn({ parentIds, anyOf, not }: TicketFilter): string[] {
  const nested = [...(anyOf ?? []), ...(not ? [not] : [])];
  return [...(parentIds ?? []), ...nested.flatMap(parentsIn)];
}

function withParents(filter: TicketFilter, seen: ReadonlySet<string>): TicketFilter {
  const { parentIds, anyOf, not } = filter;
  return {
    ...filter,
    parentIds: parentIds?.filter((id) => seen.has(id)),
    anyOf: anyOf?.map((one) => withParents(one, seen)),
    not: not && withParents(not, seen),
  };
}

/**
 * The visible tickets that match a filter, as `from … where …`: those of which a page is read, and those that are counted. With several
 * alternatives, the page is read from the page of each, so that each is read along an index of its own.
 */
function sourcesOf(
  { scope, organisationId }: ActorReads,
  filter: CheckedFilter,
  pageOf: (source: Sql) => Sql,
): { page: Sql; all: Sql } {
  const found = alternatives(filter).map(
    (one) => sql`from tickets t where ${visibleTickets(scope)} and ${filterSql(organisationId, one)}`,
  );
  const [only, ...others] = found;
  if (only && others.length === 0) return { page: only, all: only };
  const idsIn = (
    parts: readonly Sql[],
  ) => sql`from tickets t where t.organisation_id = ${organisationId} and t.id in (
    ${sql.join([sql`select null::uuid where false`, ...parts], sql` union all `)})`;
  return {
    page: idsIn(found.map((source) => sql`(select t.id ${pageOf(source)})`)),
    all: idsIn(found.map((source) => sql`(select t.id ${source} limit ${sql.raw(String(MAX_COUNT + 1))})`)),
  };
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
