import { QueueEntity, type QueueRow } from '../catalog/index.js';
import type { Change } from '../changes/change.js';
import { sql } from '../db/sql.js';
import { toGlobalId } from '../kernel/ids.js';
import { invalid, notFound, type Refusal } from '../kernel/refusals.js';
import { done, type Result, refused } from '../kernel/result.js';
import { OrganisationEntity, type OrganisationRow } from '../people/index.js';
import { type PriorityMatrix, standardMatrix } from './rules/priority.js';

/** The actor's organisation with its settings. */
export async function ownOrganisation(change: Change): Promise<OrganisationRow> {
  return change.em.findOneOrFail(OrganisationEntity, { id: change.organisationId });
}

/** The organisation's matrix, or the standard one. */
export function matrixOf(organisation: OrganisationRow): PriorityMatrix {
  return (organisation.priorityMatrix as PriorityMatrix | null) ?? standardMatrix;
}

/** A queue of the organisation, to put a ticket in. Keys that are bound to queues know no others. */
export async function findQueue(change: Change, id: string, field: string): Promise<Result<QueueRow>> {
  const { actor, organisationId } = change;
  const known = actor.kind !== 'key' || actor.queueIds === null || actor.queueIds.includes(id);
  const queue = known ? await change.em.findOne(QueueEntity, { organisationId, id }) : null;
  return queue ? done(queue) : refused(notFound([field], toGlobalId('Queue', id), 'queue'));
}

/** Refuses when one of the users is not there; deactivated ones stay nameable in imports only. */
export async function missingUsers(
  change: Change,
  ids: readonly string[],
  field: string,
): Promise<Refusal[]> {
  if (ids.length === 0) return [];
  const rows = await change.query(sql<{
    id: string;
  }>`select id from users where organisation_id = ${change.organisationId}
    and id = any (${ids}::uuid[]) and (active or ${change.occurredAt < change.now})`);
  const found = new Set(rows.map((row) => row.id));
  return ids
    .filter((id) => !found.has(id))
    .map((id) => notFound([field], toGlobalId('User', id), 'active user'));
}

/** Refuses an assignee who is not there or does not work tickets. */
export async function wrongAssignee(
  change: Change,
  id: string,
  field = 'assigneeId',
): Promise<Refusal | null> {
  const [user] = await change.query(sql<{
    role: string;
  }>`select role from users where organisation_id = ${change.organisationId}
    and id = ${id} and (active or ${change.occurredAt < change.now})`);
  if (!user) return notFound([field], toGlobalId('User', id), 'active user');
  return user.role === 'REQUESTER'
    ? invalid([field], 'ROLE', 'An assignee is an agent, a lead or an administrator.')
    : null;
}

/** Whether a user is in a team. */
export async function isMember(change: Change, teamId: string, userId: string): Promise<boolean> {
  const rows =
    await change.query(sql`select 1 from team_members where organisation_id = ${change.organisationId}
    and team_id = ${teamId} and user_id = ${userId}`);
  return rows.length > 0;
}
