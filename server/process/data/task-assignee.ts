import type { CommandContext } from '../../platform/commands/command-context.js';
import { sql } from '../../platform/db/sql.js';
import { invalid, type UserError } from '../../platform/kernel/user-errors.js';
import type { UserActor } from '../../platform/viewer/actor.js';
import { scopeOf } from '../../platform/viewer/scope.js';
import { maySeeInternal, type Sight, type TicketRow, wrongAssignee } from '../../tickets/index.js';

/** Refuses a user who cannot do a task: who does not exist, does not work tickets, or cannot read this ticket's internal notes. */
export async function wrongTaskAssignee(
  command: CommandContext,
  ticket: TicketRow,
  userId: string,
): Promise<UserError | null> {
  const wrong = await wrongAssignee(command, userId);
  if (wrong) return wrong;
  const { organisationId } = command;
  const [found] = await command.query(sql<
    Pick<Sight, 'queueTeamId' | 'queueVisibility' | 'parts'> & Pick<UserActor, 'role' | 'teamIds'>
  >`select u.role, q.team_id as "queueTeamId", q.visibility as "queueVisibility",
      array(select m.team_id from team_members m where m.organisation_id = ${organisationId} and m.user_id = u.id)::text[] as "teamIds",
      array(select jsonb_build_object('participation', p.participation, 'grantsAccess', p.grants_access) from ticket_people p
        where p.organisation_id = ${organisationId} and p.ticket_id = ${ticket.id} and p.user_id = u.id) as parts
    from users u join queues q on q.organisation_id = ${organisationId} and q.id = ${ticket.queueId}
    where u.organisation_id = ${organisationId} and u.id = ${userId}`);
  if (found) {
    const { role, teamIds, ...sight } = found;
    const { requesterId, queueId, assigneeId = null } = ticket;
    const scope = scopeOf({ kind: 'user', organisationId, userId, role, teamIds });
    if (maySeeInternal(scope, { requesterId, queueId, assigneeId, ...sight })) return null;
  }
  const message = 'The user cannot see the ticket. Add them as a watcher first.';
  return invalid(['assigneeId'], 'NOT_VISIBLE', message);
}
