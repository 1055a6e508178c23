import { scopeOf } from '../../platform/actor/scope.js';
import type { Gathering } from '../../platform/commands/command.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { idsOfType } from '../../platform/kernel/ids.js';
import { invalid, type UserError } from '../../platform/kernel/user-errors.js';
import {
  assigneeProblem,
  maySeeInternal,
  type NamedUser,
  type Sight,
  type Taking,
  type TicketRow,
} from '../../tickets/index.js';

/** A user who is named as the assignee of a task, with what decides whether they see the ticket. */
export type NamedAssignee = NamedUser & Pick<Sight, 'queueTeamId' | 'queueVisibility' | 'parts'>;

/** The users of these global ids, to be given tasks of a ticket. */
export function assigneesNamed(
  { me, organisationId }: Gathering,
  ticketId: Sql,
  globalIds: readonly (string | null | undefined)[],
): Sql<NamedAssignee> | null {
  const ids = idsOfType(
    globalIds.filter((id) => typeof id === 'string'),
    'User',
  );
  if (ids.length === 0) return null;
  return sql<NamedAssignee>`select u.id, u.role, u.active, q.team_id as "queueTeamId", q.visibility as "queueVisibility",
      array(select m.team_id from team_members m where m.organisation_id = ${organisationId} and m.user_id = u.id)::text[] as "teamIds",
      array(select jsonb_build_object('participation', p.participation, 'grantsAccess', p.grants_access) from ticket_people p
        where p.organisation_id = ${organisationId} and p.ticket_id = t.id and p.user_id = u.id) as parts
    from ${me} join tickets t on t.organisation_id = ${organisationId} and t.id = ${ticketId}
    join queues q on q.organisation_id = ${organisationId} and q.id = t.queue_id
    join users u on u.organisation_id = ${organisationId} and u.id = any (${ids}::uuid[])`;
}

/** The error of a user who cannot do a task: who does not exist, does not work tickets, or cannot read this ticket's internal notes. */
export function taskAssigneeProblem(
  named: readonly NamedAssignee[],
  globalId: string,
  ticket: TicketRow,
  taking: Taking,
): UserError | null {
  const wrong = assigneeProblem(named, globalId, taking);
  if (wrong) return wrong;
  const [userId] = idsOfType([globalId], 'User');
  const found = named.find(({ id }) => id === userId);
  if (found) {
    const { id, role, teamIds, queueTeamId, queueVisibility, parts } = found;
    const { id: ticketId, organisationId, requesterId, queueId, assigneeId = null } = ticket;
    const scope = scopeOf({ kind: 'user', organisationId, userId: id, role, teamIds });
    const sight = { ticketId, requesterId, queueId, assigneeId, queueTeamId, queueVisibility, parts };
    if (maySeeInternal(scope, sight)) return null;
  }
  const message = 'The user cannot see the ticket. Add them as a watcher first.';
  return invalid(['assigneeId'], 'NOT_VISIBLE', message);
}
