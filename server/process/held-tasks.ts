import { type HeldWork, heldWork, meAsUser } from '../identity/people/index.js';
import { type Sql, sql } from '../platform/db/sql.js';
import { internalVisibleToMe, visibleToMe } from '../tickets/data/visibility.js';
import { filterFacts, TicketEntity } from '../tickets/index.js';
import { TaskEntity } from './data/entities.js';
import { planIsInForce } from './data/reads.js';

const heldBy: HeldWork['heldBy'] = (organisationId, userId) =>
  sql`from tasks k join resolution_plans p on p.organisation_id = ${organisationId} and p.id = k.plan_id
    join tickets t on t.organisation_id = ${organisationId} and t.id = k.ticket_id
    where k.organisation_id = ${organisationId} and k.assignee_id = ${userId} and k.state = 'OPEN'
      and ${planIsInForce(organisationId, 'p', 't')}`;

/** Whether a user could be given tasks of a ticket `t`: they see its internal notes. */
function seenBy(organisationId: string, userId: string): Sql<boolean> {
  return sql<boolean>`exists (select 1 from ${meAsUser(organisationId, userId)}
    where ${visibleToMe(organisationId)} and ${internalVisibleToMe(organisationId)})`;
}

/** The open tasks of plans in force that are assigned to a user. */
export const heldTasks = heldWork.add({
  tasks: {
    heldBy,
    async settle({ em, query, emit, organisationId }, { userId, to }, most) {
      if (!to) return 0;
      const assigneeId = 'userId' in to ? to.userId : null;
      const takes = assigneeId ? seenBy(organisationId, assigneeId) : sql`true`;
      const rows = await query(sql<{ id: string; ticketId: string }>`select k.id, t.id as "ticketId"
        ${heldBy(organisationId, sql`${userId}::uuid`)} and ${takes}
        order by t.id, k.id limit ${most} for no key update of t`);
      const having = (ids: string[]) => ({ organisationId, id: { $in: ids } });
      const tickets = await em.find(TicketEntity, having([...new Set(rows.map((row) => row.ticketId))]));
      const tasks = await em.find(TaskEntity, having(rows.map(({ id }) => id)), { orderBy: { id: 'asc' } });
      const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]));
      for (const task of tasks) {
        // It changed while its ticket was being locked.
        if (task.state !== 'OPEN' || task.assigneeId !== userId) continue;
        const ticket = byId.get(task.ticketId);
        if (!ticket) throw new Error('the ticket of a task is missing');
        task.assigneeId = assigneeId;
        emit({
          type: 'TASK_ASSIGNED',
          ticketId: ticket.id,
          visibility: 'INTERNAL',
          changes: [
            { field: 'Task.id', from: task.id, to: task.id },
            { field: 'Task.assignee', from: userId, to: assigneeId },
          ],
          facts: filterFacts(ticket),
        });
      }
      return tasks.length;
    },
  },
});
