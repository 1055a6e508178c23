import { queuesById } from '../../catalog/index.js';
import { keysOfIntegrations } from '../../identity/people/index.js';
import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { type Scope, seesColleagues } from '../../platform/actor/scope.js';
import type { TicketFilter, TicketOrder } from '../../platform/contract/generated/types.js';
import { type NestedList, nestedList } from '../../platform/db/nested-page.js';
import {
  type Connection,
  type Count,
  cappedCount,
  MAX_COUNT,
  type PageArgs,
  pageClause,
  toConnection,
  windowOf,
} from '../../platform/db/page.js';
import { byId, counting } from '../../platform/db/rows.js';
import { columns, columnsNamed, type Sql, sql } from '../../platform/db/sql.js';
import { checkId } from '../../platform/kernel/bad-input.js';
import { idsOfType } from '../../platform/kernel/ids.js';
import type { TicketFacts } from '../rules/policy.js';
import { parseTicketNumber } from '../rules/ticket-number.js';
import { TicketEntity, type TicketRow } from './entities.js';
import {
  alternatives,
  type CheckedFilter,
  checkedFilter,
  filterSql,
  isCounted,
  queuesOfFilter,
} from './filter.js';
import { noteHidden, noteHiddenOnPage, noteNotFound, notVisible } from './hidden.js';
import { columnsOf, type TicketNode, toTicket } from './node.js';
import { hasNumber } from './numbers.js';
import { checkedOrder, ticketOrder, ticketOrders } from './orders.js';
import { countedTickets, plannedFor } from './ticket-counts.js';
import { internalVisible, visibleTickets } from './visibility.js';

const ticketColumns = columns(TicketEntity, 't');

/** Tickets by id that the actor can see. */
export async function ticketsById(reads: ActorReads, ids: readonly string[]): Promise<(TicketNode | null)[]> {
  const rows = await reads.query(sql<TicketRow>`select ${ticketColumns} from tickets t
    where ${visibleTickets(reads.scope)} and t.id = any (${ids}::uuid[])`);
  await noteNotFound(reads, ids, rows, (missing) => among(reads, missing));
  return byId(ids, rows).map((row) => (row ? toTicket(row) : null));
}

/** `from … where …` of the tickets with these ids. */
function among({ organisationId }: ActorReads, ids: readonly string[]): Sql {
  return sql`from tickets t where t.organisation_id = ${organisationId} and t.id = any (${ids}::uuid[])`;
}

/** The ticket that has or had a number, if the actor can see it. */
export async function ticketByNumber(reads: ActorReads, number: string): Promise<TicketNode | null> {
  const parsed = parseTicketNumber(number);
  if (!parsed) return null;
  const [row] = await reads.query(sql<TicketRow>`select ${ticketColumns} from tickets t
    where ${visibleTickets(reads.scope)} and ${hasNumber([parsed], reads.organisationId)}`);
  return row ? toTicket(row) : null;
}

/** A page of visible tickets that match the filter, with the columns that the selected fields need. `asked`: null when only the count is. */
export async function listTickets(
  reads: ActorReads,
  filter: TicketFilter | null | undefined,
  orderBy: readonly TicketOrder[] | null | undefined,
  args: PageArgs,
  asked: ReadonlySet<string> | null,
): Promise<Connection<TicketNode>> {
  const { field, direction } = checkedOrder(orderBy);
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
  const hidden = sourcesOf(reads, checked, (source) => source, notVisible(reads)).page;
  const readPage = async (fields: ReadonlySet<string>): Promise<TicketRow[]> => {
    const selected = columnsNamed(columnsOf(reads, [...fields, ordering.by]), 't');
    const found = await reads.query(
      sql<TicketRow>`select ${selected} ${page} and ${pageClause(order, window)}`,
      alongAnIndex(reads.scope, checked) ? 'once' : 'each time',
    );
    await noteHiddenOnPage(reads, { hidden, selected, order, window }, found);
    return found;
  };
  const rows = asked ? await readPage(asked) : [];
  return toConnection(rows, order, window, toTicket, async () => {
    await noteHidden(reads, hidden);
    return countTickets(reads, checked, all);
  });
}

/** Counts the tickets of a list: by the counts of tickets, if the filter depends on nothing else. */
async function countTickets(reads: ActorReads, filter: CheckedFilter, all: Sql): Promise<Count> {
  const { organisationId, scope } = reads;
  if (!isCounted(filter)) return counting(reads, all)();
  const counted = countedTickets(scope, filterSql(organisationId, filter), queuesOfFilter(filter));
  const count = sql<{
    count: number;
  }>`select least(coalesce(sum(t.tickets), 0), ${sql.raw(String(MAX_COUNT + 1))})::int as count from ${counted}`;
  return cappedCount((await reads.query(count, plannedFor(scope)))[0]?.count ?? 0);
}

/**
 * Checks a filter. Throws `BadInput`. A ticket finds others as their parent, and a queue its tickets, only if the actor can see them. Tickets
 * and events hold the API keys of integrations.
 */
export async function readFilter(
  reads: ActorReads,
  filter: TicketFilter | null | undefined,
): Promise<CheckedFilter> {
  if (!filter) return [];
  const queues = namesTeams(filter) ? await teamsOfQueues(reads) : [];
  const queuesOf = (teamIds: readonly string[]) =>
    queues.filter(({ teamId }) => teamIds.includes(teamId)).map(({ id }) => id);
  const checked = checkedFilter(filter, { reads, queuesOf, keyOf: () => undefined });
  const parents = namedIn(filter, 'parentIds');
  const named = seesColleagues(reads.scope) ? [] : namedIn(filter, 'queueIds');
  const integrations = integrationsIn(filter);
  if (parents.length + named.length + integrations.length === 0) return checked;
  const [found, known, keys] = await Promise.all([
    Promise.all(parents.map((id) => reads.load(ticketsById, checkId('filter.parentIds', id, 'Ticket')))),
    Promise.all(named.map((id) => reads.load(queuesById, checkId('filter.queueIds', id, 'Queue')))),
    Promise.all(integrations.map((id) => reads.load(keysOfIntegrations, id))),
  ]);
  const hidden = new Set([
    ...parents.filter((_, i) => found[i] === null),
    ...named.filter((_, i) => known[i] === null),
  ]);
  const keyOf = (integrationId: string) => keys[integrations.indexOf(integrationId)] ?? undefined;
  return checkedFilter(withoutHidden(filter, hidden), { reads, queuesOf, keyOf });
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

/** The tickets that a filter names as parents: which tickets match depends on whether the reader sees them. */
export function parentsNamedIn(filter: TicketFilter | null | undefined): readonly string[] {
  return [...new Set(idsOfType(filter ? namedIn(filter, 'parentIds') : [], 'Ticket'))];
}

/** The queues that a filter names at any level: to requesters, which tickets match depends on whether they can name them. */
export function queuesNamedIn(filter: TicketFilter | null | undefined): readonly string[] {
  return [...new Set(idsOfType(filter ? namedIn(filter, 'queueIds') : [], 'Queue'))];
}

function namedIn(filter: TicketFilter, field: 'parentIds' | 'queueIds'): string[] {
  const nested = [...(filter.anyOf ?? []), ...(filter.not ? [filter.not] : [])];
  return [...(filter[field] ?? []), ...nested.flatMap((one) => namedIn(one, field))];
}

function integrationsIn({ createdByIds, anyOf, not }: TicketFilter): string[] {
  const nested = [...(anyOf ?? []), ...(not ? [not] : [])];
  return [...idsOfType(createdByIds ?? [], 'Integration'), ...nested.flatMap(integrationsIn)];
}

function withoutHidden(filter: TicketFilter, hidden: ReadonlySet<string>): TicketFilter {
  const { parentIds, queueIds, anyOf, not } = filter;
  return {
    ...filter,
    parentIds: parentIds?.filter((id) => !hidden.has(id)),
    queueIds: queueIds?.filter((id) => !hidden.has(id)),
    anyOf: anyOf?.map((one) => withoutHidden(one, hidden)),
    not: not && withoutHidden(not, hidden),
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
  seen = visibleTickets(scope),
): { page: Sql; all: Sql } {
  const found = alternatives(filter).map(
    (one) => sql`from tickets t where ${seen} and ${filterSql(organisationId, one)}`,
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
function visibleWatchers(reads: ActorReads): Sql<boolean> {
  const { scope } = reads;
  if (scope.sees === 'ticket') return sql<boolean>`p.user_id = ${reads.userId}::uuid`;
  if (scope.sees === 'own') return sql<boolean>`p.user_id = ${scope.userId}`;
  if (scope.sees !== 'teams') return sql<boolean>`true`;
  return sql<boolean>`(p.user_id = ${scope.userId} or exists (select 1 from tickets t
    where t.organisation_id = ${scope.organisationId} and t.id = p.ticket_id and ${internalVisible(scope)}))`;
}

/** A user who takes part in a ticket. */
interface ParticipantRow {
  userId: string;
  since: Date;
}

/** Users with one role on each visible ticket, in the order in which they got it. */
function peopleOfTickets(
  name: string,
  participation: 'WATCHER' | 'AFFECTED',
  visible: (reads: ActorReads) => Sql,
): NestedList<ActorReads, ParticipantRow> {
  return nestedList({
    order: {
      name,
      descending: false,
      columns: [
        { sql: 'p.created_at', type: 'timestamptz', of: ({ since }) => since.toISOString() },
        { sql: 'p.user_id', type: 'uuid', of: ({ userId }) => userId },
      ],
    },
    columns: () => sql`p.user_id as "userId", p.created_at as since`,
    source: (reads) => sql`from ticket_people p where p.organisation_id = ${reads.organisationId}
      and p.ticket_id = parent.id and p.participation = ${participation} and ${visible(reads)}`,
  });
}

export const watchersOfTickets = peopleOfTickets('watchers', 'WATCHER', visibleWatchers);
export const affectedOfTickets = peopleOfTickets('affected users', 'AFFECTED', () => sql`true`);

/** Whether the actor watches each ticket. */
export async function watchedTickets(reads: ActorReads, ticketIds: readonly string[]): Promise<boolean[]> {
  const { userId, organisationId } = reads;
  if (userId === null) return ticketIds.map(() => false);
  const rows = await reads.query(sql<{
    ticketId: string;
  }>`select p.ticket_id as "ticketId" from ticket_people p
    where p.organisation_id = ${organisationId} and p.user_id = ${userId} and p.ticket_id = any (${ticketIds}::uuid[])
      and p.participation = 'WATCHER'`);
  const watched = new Set(rows.map(({ ticketId }) => ticketId));
  return ticketIds.map((id) => watched.has(id));
}

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
  await noteNotFound(reads, ids, rows, (missing) => among(reads, missing));
  return byId(ids, rows);
}
