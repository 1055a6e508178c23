import { LockMode } from '@mikro-orm/core';
import type { Change } from '../../changes/change.js';
import { sql } from '../../db/sql.js';
import { InputCheck } from '../../kernel/check.js';
import { newId, toGlobalId } from '../../kernel/ids.js';
import { conflict, forbidden, invalid, notFound, type Refusal } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { canPeople, TeamEntity } from '../../people/index.js';
import { QueueEntity, type QueueVisibility } from '../entities.js';

export interface CreateQueue {
  name: string;
  teamId: string;
  visibility?: QueueVisibility | null;
}

/** Makes a queue. */
export async function createQueue(change: Change, input: CreateQueue): Promise<Result<{ queueId: string }>> {
  if (!canPeople(change.actor, 'administer'))
    return refused(forbidden('ROLE', 'Making queues is for administrators.'));
  const check = new InputCheck();
  const name = check.required('name', input.name, 100);
  const teamId = check.id('teamId', input.teamId, 'Team');
  if (check.errors.length > 0) return refused(...check.errors);
  const wrong = (await nameTaken(change, name)) ?? (await noTeam(change, teamId, input.teamId));
  if (wrong) return refused(wrong);
  const queueId = newId();
  change.em.create(
    QueueEntity,
    {
      organisationId: change.organisationId,
      id: queueId,
      name,
      teamId,
      visibility: input.visibility ?? 'ORGANISATION',
      version: 1,
      createdAt: change.now,
    },
    { persist: true },
  );
  change.emit({ type: 'QUEUE_CREATED', changes: [{ field: 'queue', from: null, to: queueId }] });
  return done({ queueId });
}

export interface UpdateQueue {
  queueId: string;
  expectedVersion?: number | null;
  name?: string | null;
  teamId?: string | null;
  visibility?: QueueVisibility | null;
}

/** Changes a queue. Who sees its tickets changes at once. */
export async function updateQueue(change: Change, input: UpdateQueue): Promise<Result<{ queueId: string }>> {
  if (!canPeople(change.actor, 'administer'))
    return refused(forbidden('ROLE', 'Changing queues is for administrators.'));
  const check = new InputCheck();
  const queueId = check.id('queueId', input.queueId, 'Queue');
  check.notNull('name', input.name);
  check.notNull('teamId', input.teamId);
  check.notNull('visibility', input.visibility);
  const name = check.text('name', input.name, 100);
  const teamId = check.id('teamId', input.teamId, 'Team');
  if (check.errors.length > 0) return refused(...check.errors);
  const queue = await change.em.findOne(
    QueueEntity,
    { organisationId: change.organisationId, id: queueId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!queue) return refused(notFound(['queueId'], input.queueId, 'queue'));
  if (typeof input.expectedVersion === 'number' && input.expectedVersion !== queue.version) {
    return refused(conflict(queue.version, toGlobalId('Queue', queueId)));
  }
  const renamed = name && name !== queue.name ? await nameTaken(change, name) : null;
  const wrong = renamed ?? (teamId ? await noTeam(change, teamId, input.teamId) : null);
  if (wrong) return refused(wrong);
  const before = { name: queue.name, teamId: queue.teamId, visibility: queue.visibility };
  if (name) queue.name = name;
  if (teamId) queue.teamId = teamId;
  if (input.visibility) queue.visibility = input.visibility;
  const changes = (['name', 'teamId', 'visibility'] as const)
    .filter((field) => before[field] !== queue[field])
    .map((field) => ({ field, from: before[field], to: queue[field] }));
  if (changes.length === 0) return done({ queueId });
  queue.version += 1;
  change.emit({
    type: 'QUEUE_UPDATED',
    changes: [{ field: 'queue', from: queueId, to: queueId }, ...changes],
  });
  return done({ queueId });
}

async function nameTaken(change: Change, name: string): Promise<Refusal | null> {
  // Serialises makers of the same name: the second one sees the first.
  await change.query(
    sql`select pg_advisory_xact_lock(hashtextextended(${`queue ${change.organisationId} ${name}`}, 0))`,
  );
  const taken = await change.em.count(QueueEntity, { organisationId: change.organisationId, name });
  return taken > 0 ? invalid(['name'], 'UNIQUE', 'There is a queue with this name already.') : null;
}

async function noTeam(
  change: Change,
  teamId: string,
  given: string | null | undefined,
): Promise<Refusal | null> {
  const teams = await change.em.count(TeamEntity, { organisationId: change.organisationId, id: teamId });
  return teams === 0 ? notFound(['teamId'], given, 'team') : null;
}
