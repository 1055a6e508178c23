import type { Testimony } from '../../platform/actor/witness.js';
import type { ReadSession } from '../../platform/db/read-session.js';
import { sql } from '../../platform/db/sql.js';
import type { FilteredEventRow } from '../../platform/events/index.js';
import type { PersonalRights } from '../../platform/live/sharing.js';
import { concernedBy } from '../rules/visibility.js';
import { type FilterFacts, factsBefore } from './changes.js';

interface Right {
  userId: string;
  ticketId: string;
}

/**
 * The personal rights of users to the tickets that an execution for an event hid, now or before the event. `users` are those whose rights
 * matter when more tickets were hidden than are listed.
 */
export async function personalRights(
  session: ReadSession,
  { hidden, isMany }: Testimony,
  { ticketId, facts, changes }: Pick<FilteredEventRow, 'ticketId' | 'facts' | 'changes'>,
  users: readonly string[],
): Promise<ReadonlyMap<string, PersonalRights>> {
  if (hidden.length === 0) return new Map();
  const ids = [...new Set(hidden.map(({ id }) => id))];
  const [now, beyond] = await Promise.all([rightsTo(session, ids), isMany ? withRights(session, users) : []]);
  const rights = new Map<string, { ticketIds: Set<string>; toUnlisted: boolean }>();
  const of = (userId: string) => {
    const known = rights.get(userId) ?? { ticketIds: new Set<string>(), toUnlisted: false };
    rights.set(userId, known);
    return known;
  };
  for (const right of now) of(right.userId).ticketIds.add(right.ticketId);
  if (ticketId !== null && facts !== null) {
    const after = facts as unknown as FilterFacts;
    for (const userId of concernedBy(factsBefore(after, changes), after, changes))
      of(userId).ticketIds.add(ticketId);
  }
  for (const userId of beyond) of(userId).toUnlisted = true;
  return rights;
}

/** Who is requester, assignee, watcher, approver or an affected user of these tickets. */
function rightsTo(session: ReadSession, ticketIds: readonly string[]): Promise<Right[]> {
  const { organisationId } = session;
  return session.query(sql<Right>`select t.requester_id as "userId", t.id as "ticketId" from tickets t
      where t.organisation_id = ${organisationId} and t.id = any (${ticketIds}::uuid[])
    union all select t.assignee_id, t.id from tickets t
      where t.organisation_id = ${organisationId} and t.id = any (${ticketIds}::uuid[]) and t.assignee_id is not null
    union all select tp.user_id, tp.ticket_id from ticket_people tp
      where tp.organisation_id = ${organisationId} and tp.ticket_id = any (${ticketIds}::uuid[])`);
}

/** Those of these users who have a personal right to any ticket in a `TEAM` queue, or are requesters, who see tickets by such rights only. */
async function withRights(session: ReadSession, users: readonly string[]): Promise<string[]> {
  const { organisationId } = session;
  const closed = sql`select q.id from queues q where q.organisation_id = ${organisationId} and q.visibility = 'TEAM'`;
  const rows = await session.query(sql<{ id: string }>`select u.id from unnest(${users}::uuid[]) one (id)
    join users u on u.organisation_id = ${organisationId} and u.id = one.id
    where u.role = 'REQUESTER'
      or exists (select 1 from tickets t where t.organisation_id = ${organisationId} and t.requester_id = u.id and t.queue_id in (${closed}))
      or exists (select 1 from tickets t where t.organisation_id = ${organisationId} and t.assignee_id = u.id and t.queue_id in (${closed}))
      or exists (select 1 from ticket_people tp
        join tickets t on t.organisation_id = ${organisationId} and t.id = tp.ticket_id and t.queue_id in (${closed})
        where tp.organisation_id = ${organisationId} and tp.user_id = u.id)`);
  return rows.map(({ id }) => id);
}

/** The users who see these tickets as their requester or by a part in them, by ticket, and whether they approve something of it. */
export async function peopleOfTickets(
  session: ReadSession,
  ticketIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, { approves: boolean }>>> {
  const { organisationId } = session;
  const rows = await session.query(
    sql<
      Right & { approves: boolean }
    >`select t.requester_id as "userId", t.id as "ticketId", false as approves from tickets t
        where t.organisation_id = ${organisationId} and t.id = any (${ticketIds}::uuid[])
      union all select tp.user_id, tp.ticket_id, tp.participation = 'APPROVER' from ticket_people tp
        where tp.organisation_id = ${organisationId} and tp.ticket_id = any (${ticketIds}::uuid[])`,
    'once',
  );
  const people = new Map<string, Map<string, { approves: boolean }>>();
  for (const { ticketId, userId, approves } of rows) {
    const of = people.get(ticketId) ?? new Map<string, { approves: boolean }>();
    people.set(ticketId, of.set(userId, { approves: approves || of.get(userId)?.approves === true }));
  }
  return people;
}

/** The `TEAM` queues, and the team that sees each. */
export function teamQueues(session: ReadSession): Promise<{ id: string; teamId: string }[]> {
  return session.query(
    sql<{ id: string; teamId: string }>`select q.id, q.team_id as "teamId" from queues q
      where q.organisation_id = ${session.organisationId} and q.visibility = 'TEAM' order by q.id`,
    'once',
  );
}
