import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { noteHidden } from './hidden.js';
import { isOpen } from './open-ticket.js';
import { visibleTickets } from './visibility.js';

/** Whether the assignee of a ticket `t` can no longer work it: they were deactivated, or lost their role. */
export function assigneeLeft(organisationId: string): Sql<boolean> {
  return sql<boolean>`exists (select 1 from users u where u.organisation_id = ${organisationId} and u.id = t.assignee_id
    and u.left_at is not null)`;
}

/** The same for open tickets `t` of lists: they are found by the users who left, of whom there are few. */
export function ofInactiveAssignees(organisationId: string): Sql<boolean> {
  return sql<boolean>`(${isOpen()} and t.id = any (array(select held.id from users u
    join tickets held on held.organisation_id = ${organisationId} and held.assignee_id = u.id
      and ${isOpen('held')}
    where u.organisation_id = ${organisationId} and u.left_at is not null)))`;
}

/** How many open tickets of each queue that the actor sees have such an assignee. */
export async function inactiveAssigneesOfQueues(
  reads: ActorReads,
  queueIds: readonly string[],
): Promise<number[]> {
  const { organisationId, scope } = reads;
  const source = sql`from tickets t where t.organisation_id = ${organisationId} and t.queue_id = any (${queueIds}::uuid[])
    and ${isOpen()} and ${assigneeLeft(organisationId)}`;
  const [rows] = await Promise.all([
    reads.query(sql<{ id: string; count: number }>`select t.queue_id as id, count(*)::int as count ${source}
      and ${visibleTickets(scope)} group by t.queue_id`),
    noteHidden(reads, source),
  ]);
  const counts = new Map(rows.map(({ id, count }) => [id, count]));
  return queueIds.map((id) => counts.get(id) ?? 0);
}
