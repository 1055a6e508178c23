import { QueueEntity, type QueueRow } from '../../catalog/index.js';
import type { OrganisationRow } from '../../identity/people/index.js';
import type { Deciding, Gathering } from '../../platform/commands/command.js';
import type { Role } from '../../platform/contract/generated/enums.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { idOfType, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid, notFound, type UserError } from '../../platform/kernel/user-errors.js';
import { canMakeAssignee } from '../rules/policy.js';

type Named = string | null | undefined;

const queueColumns = columns(QueueEntity, 'q');

/** The queue of a global id, to put a ticket in. Keys that are limited to queues know no others. */
export function queueNamed({ me, organisationId }: Gathering, globalId: Named): Sql<QueueRow> | null {
  if (!globalId) return null;
  return sql<QueueRow>`select ${queueColumns} from ${me} join queues q on q.organisation_id = ${organisationId}
    and q.id = ${idOfType(globalId, 'Queue')}::uuid and (me.queue_ids is null or q.id = any (me.queue_ids))`;
}

export function foundQueue([queue]: readonly QueueRow[], globalId: string, field: string): Result<QueueRow> {
  return queue ? ok(queue) : err(notFound([field], globalId, 'queue'));
}

/** The queue that a ticket is in. */
export function queueOfTicket({ me, organisationId }: Gathering, ticketId: Sql): Sql<QueueOfAssignee> {
  return sql<QueueOfAssignee>`select q.team_id as "teamId", q.visibility from ${me}
    join tickets t on t.organisation_id = ${organisationId} and t.id = ${ticketId}
    join queues q on q.organisation_id = ${organisationId} and q.id = t.queue_id`;
}

/** What decides who can be made the assignee of a ticket in a queue. */
type QueueOfAssignee = Pick<QueueRow, 'teamId' | 'visibility'>;

/** A queue that a new ticket can be put in, with the settings of its organisation. */
export type QueueForNew = QueueRow & Pick<OrganisationRow, 'priorityMatrix'> & { isDefault: boolean };

/** The default queue, and the queues of the ids that SQL gives. */
export function queuesForNew({ me, organisationId }: Gathering, ids: readonly Sql[]): Sql<QueueForNew> {
  return sql<QueueForNew>`select ${queueColumns}, q.id = o.default_queue_id as "isDefault", o.priority_matrix as "priorityMatrix"
    from ${me} join organisations o on o.id = ${organisationId}
    join queues q on q.organisation_id = ${organisationId} and q.id = any (array[${sql.join([sql`o.default_queue_id`, ...ids])}])`;
}

/** A user who is named in an input. */
export interface NamedUser {
  id: string;
  role: Role;
  active: boolean;
  teamIds: readonly string[];
}

const userColumns = (organisationId: string) => sql`u.id, u.role, u.active,
  array(select m.team_id from team_members m where m.organisation_id = ${organisationId} and m.user_id = u.id)::text[] as "teamIds"`;

/** The users of these global ids. */
export function usersNamed(
  { me, organisationId }: Gathering,
  globalIds: readonly Named[],
): Sql<NamedUser> | null {
  const ids = globalIds.map((id) => (id ? idOfType(id, 'User') : null)).filter((id) => id !== null);
  if (ids.length === 0) return null;
  return sql<NamedUser>`select ${userColumns(organisationId)} from ${me}
    join users u on u.organisation_id = ${organisationId} and u.id = any (${ids}::uuid[])`;
}

/** The actor as a user. */
export function myself({ me, organisationId }: Gathering): Sql<NamedUser> {
  return sql<NamedUser>`select ${userColumns(organisationId)} from ${me}
    join users u on u.organisation_id = ${organisationId} and u.id = me.user_id`;
}

/** Whether a user can be named: deactivated ones in imports only. */
function isNameable(
  { active }: NamedUser,
  { now, occurredAt }: Pick<Deciding, 'now' | 'occurredAt'>,
): boolean {
  return active || occurredAt < now;
}

/** What is wrong with users who are not there. */
export function userProblems(
  users: readonly NamedUser[],
  ids: readonly string[],
  field: string,
  deciding: Deciding,
): UserError[] {
  const nameable = new Set(users.filter((user) => isNameable(user, deciding)).map(({ id }) => id));
  return ids
    .filter((id) => !nameable.has(id))
    .map((id) => notFound([field], toGlobalId('User', id), 'active user'));
}

/** The error of an assignee who does not exist or is a requester; null when there is none. */
export function assigneeProblem(
  users: readonly NamedUser[],
  globalId: string,
  deciding: Pick<Deciding, 'now' | 'occurredAt'>,
  field = 'assigneeId',
): UserError | null {
  const user = users.find(({ id }) => id === idOfType(globalId, 'User'));
  if (!user || !isNameable(user, deciding)) return notFound([field], globalId, 'active user');
  return user.role === 'REQUESTER'
    ? invalid([field], 'ROLE', 'The assignee must be an agent, a lead or an administrator.')
    : null;
}

/** The same for the assignee of a ticket in this queue, and the error of a user whom the actor cannot make its assignee. */
export function ticketAssigneeProblem(
  users: readonly NamedUser[],
  globalId: string,
  queue: QueueOfAssignee,
  deciding: Pick<Deciding, 'actor' | 'now' | 'occurredAt'>,
): UserError | null {
  const wrong = assigneeProblem(users, globalId, deciding);
  if (wrong) return wrong;
  const user = users.find(({ id }) => id === idOfType(globalId, 'User'));
  if (!user) throw new Error('the assignee is missing');
  const decision = canMakeAssignee(deciding.actor, { ...user, userId: user.id }, queue);
  return decision.allowed ? null : forbidden(decision.reason, decision.message, ['assigneeId']);
}
