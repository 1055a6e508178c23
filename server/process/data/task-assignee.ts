import type { CommandContext } from '../../platform/commands/command-context.js';
import { sql } from '../../platform/db/sql.js';
import { invalid, type UserError } from '../../platform/kernel/user-errors.js';
import { type TicketRow, wrongAssignee } from '../../tickets/index.js';

/** Refuses who can not do a task: they are not there, do not work tickets, or do not see this one. */
export async function wrongTaskAssignee(
  command: CommandContext,
  ticket: TicketRow,
  userId: string,
): Promise<UserError | null> {
  const wrong = await wrongAssignee(command, userId);
  if (wrong) return wrong;
  const { organisationId } = command;
  const sees = await command.query(sql`select 1 from users u
    join queues q on q.organisation_id = u.organisation_id and q.id = ${ticket.queueId}
    where u.organisation_id = ${organisationId} and u.id = ${userId} and (q.visibility = 'ORGANISATION' or u.role = 'ADMIN'
      or u.id = ${ticket.assigneeId ?? null}::uuid
      or exists (select from team_members m where m.organisation_id = u.organisation_id and m.team_id = q.team_id
        and m.user_id = u.id)
      or exists (select from ticket_people p where p.organisation_id = u.organisation_id and p.ticket_id = ${ticket.id}
        and p.user_id = u.id and p.relation in ('WATCHER', 'APPROVER') and p.asked_in))`);
  if (sees.length > 0) return null;
  const message = 'The user cannot see the ticket. Add them as a watcher first.';
  return invalid(['assigneeId'], 'NOT_VISIBLE', message);
}
