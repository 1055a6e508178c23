import { OrganisationEntity, type OrganisationRow } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { sql } from '../../platform/db/sql.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import { invalid, notFound, type UserError } from '../../platform/kernel/user-errors.js';
import { type PriorityMatrix, standardMatrix } from '../rules/priority.js';

/** The actor's organisation with its settings. */
export async function ownOrganisation(command: CommandContext): Promise<OrganisationRow> {
  return command.em.findOneOrFail(OrganisationEntity, { id: command.organisationId });
}

/** The organisation's matrix, or the standard one. */
export function matrixOf(organisation: Pick<OrganisationRow, 'priorityMatrix'>): PriorityMatrix {
  return (organisation.priorityMatrix as PriorityMatrix | null) ?? standardMatrix;
}

/** Refuses users who do not exist. Deactivated users can be named only in imports. */
export async function missingUsers(
  command: CommandContext,
  ids: readonly string[],
  field: string,
): Promise<UserError[]> {
  if (ids.length === 0) return [];
  const rows = await command.query(sql<{
    id: string;
  }>`select id from users where organisation_id = ${command.organisationId}
    and id = any (${ids}::uuid[]) and (active or ${command.occurredAt < command.now})`);
  const found = new Set(rows.map((row) => row.id));
  return ids
    .filter((id) => !found.has(id))
    .map((id) => notFound([field], toGlobalId('User', id), 'active user'));
}

/** Refuses an assignee who does not exist or is a requester. */
export async function wrongAssignee(
  command: CommandContext,
  id: string,
  field = 'assigneeId',
): Promise<UserError | null> {
  const [user] = await command.query(sql<{
    role: string;
  }>`select role from users where organisation_id = ${command.organisationId}
    and id = ${id} and (active or ${command.occurredAt < command.now})`);
  if (!user) return notFound([field], toGlobalId('User', id), 'active user');
  return user.role === 'REQUESTER'
    ? invalid([field], 'ROLE', 'The assignee must be an agent, a lead or an administrator.')
    : null;
}
