import { LockMode } from '@mikro-orm/core';
import { canPeople, recordGiven, TeamEntity } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { nameTaken } from '../../platform/commands/name-taken.js';
import type { CreateQueueInput, UpdateQueueInput } from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import type { AccessChange } from '../../platform/events/index.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { newId, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { conflict, forbidden, notFound, type UserError } from '../../platform/kernel/user-errors.js';
import { QueueEntity, type QueueRow } from '../data/entities.js';

const named = { table: 'queues', what: 'queue of the organisation' };

/** Creates a queue. */
export async function createQueue(
  command: CommandContext,
  input: CreateQueueInput,
): Promise<Result<{ queueId: string }>> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can create queues.'));
  const check = new InputCheck();
  const name = check.required('name', input.name, 100, 'NAME');
  const teamId = check.id('teamId', input.teamId, 'Team');
  if (check.errors.length > 0) return err(...check.errors);
  const wrong = (await nameTaken(command, named, name)) ?? (await noTeam(command, teamId, input.teamId));
  if (wrong) return err(wrong);
  const queueId = newId();
  command.em.create(
    QueueEntity,
    {
      organisationId: command.organisationId,
      id: queueId,
      name,
      teamId,
      visibility: input.visibility ?? 'ORGANISATION',
      version: 1,
      createdAt: command.now,
    },
    { persist: true },
  );
  await recordGiven(command, 'QUEUE', queueId, [teamId]);
  command.emit({ type: 'QUEUE_CREATED', changes: [{ field: 'queue', from: null, to: queueId }] });
  return ok({ queueId });
}

/** Changes a queue. The visibility of its tickets changes at once. */
export async function updateQueue(
  command: CommandContext,
  input: UpdateQueueInput,
): Promise<Result<{ queueId: string }>> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can change queues.'));
  const check = new InputCheck();
  const queueId = check.id('queueId', input.queueId, 'Queue');
  check.notNull('name', input.name);
  check.notNull('teamId', input.teamId);
  check.notNull('visibility', input.visibility);
  const name = check.text('name', input.name, 100, 'NAME');
  const teamId = check.id('teamId', input.teamId, 'Team');
  if (check.errors.length > 0) return err(...check.errors);
  const queue = await command.em.findOne(
    QueueEntity,
    { organisationId: command.organisationId, id: queueId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!queue) return err(notFound(['queueId'], input.queueId, 'queue'));
  if (typeof input.expectedVersion === 'number' && input.expectedVersion !== queue.version) {
    return err(conflict(queue.version, toGlobalId('Queue', queueId)));
  }
  const renamed = name && name !== queue.name ? await nameTaken(command, named, name, queue) : null;
  const wrong = renamed ?? (teamId ? await noTeam(command, teamId, input.teamId) : null);
  if (wrong) return err(wrong);
  const before = { name: queue.name, teamId: queue.teamId, visibility: queue.visibility };
  if (name) queue.name = name;
  if (teamId) queue.teamId = teamId;
  if (input.visibility) queue.visibility = input.visibility;
  const changes = (['name', 'teamId', 'visibility'] as const)
    .filter((field) => before[field] !== queue[field])
    .map((field) => ({ field, from: before[field], to: queue[field] }));
  if (changes.length === 0) return ok({ queueId });
  queue.version += 1;
  if (queue.teamId !== before.teamId) await recordGiven(command, 'QUEUE', queueId, [queue.teamId]);
  command.emit({
    type: 'QUEUE_UPDATED',
    changes: [{ field: 'queue', from: queueId, to: queueId }, ...changes],
    facts: await accessChange(command, before, queue),
  });
  return ok({ queueId });
}

/** Who sees the tickets of a changed queue from now on and did not before, or the reverse; undefined when nobody does. */
async function accessChange(
  { query, organisationId }: CommandContext,
  before: QueueAccess,
  { id: queueId, ...after }: QueueAccess & { id: string },
): Promise<AccessChange | undefined> {
  const same = before.visibility === after.visibility;
  if (same && (after.visibility === 'ORGANISATION' || before.teamId === after.teamId)) return undefined;
  // Locked, so that the members stay as they are: `updateTeamMembers` reads the queues under the same lock.
  const teamIds = [before.teamId, after.teamId];
  await query(sql`select 1 from teams where organisation_id = ${organisationId} and id = any (${teamIds}::uuid[])
    order by id for no key update`);
  const members = await query(sql<{
    userId: string;
    teamId: string;
  }>`select user_id as "userId", team_id as "teamId" from team_members
    where organisation_id = ${organisationId} and team_id = any (${teamIds}::uuid[])`);
  const sees = ({ visibility, teamId }: QueueAccess, userId: string) =>
    visibility === 'ORGANISATION' || members.some((one) => one.userId === userId && one.teamId === teamId);
  const userIds = [...new Set(members.map(({ userId }) => userId))].sort();
  if (same) {
    const changed = userIds.filter((id) => sees(before, id) !== sees(after, id));
    return { kind: 'TEAM', userIds: changed, queueIds: [queueId] };
  }
  return {
    kind: 'QUEUE',
    queueId,
    exceptUserIds: userIds.filter((id) => sees(before, id) && sees(after, id)),
  };
}

/** What decides about the sight of a queue's tickets. */
type QueueAccess = Pick<QueueRow, 'teamId' | 'visibility'>;

async function noTeam(
  command: CommandContext,
  teamId: string,
  given: string | null | undefined,
): Promise<UserError | null> {
  const teams = await command.em.count(TeamEntity, { organisationId: command.organisationId, id: teamId });
  return teams === 0 ? notFound(['teamId'], given, 'team') : null;
}
