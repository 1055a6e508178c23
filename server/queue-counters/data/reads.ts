import { listQueues, type QueueRow, queuesById } from '../../catalog/index.js';
import type { ActorReads } from '../../platform/actor/actor-reads.js';
import type { Scope } from '../../platform/actor/scope.js';
import { sql } from '../../platform/db/sql.js';
import { BadInput } from '../../platform/kernel/bad-input.js';
import { noteHidden } from '../../tickets/data/hidden.js';
import { countedTickets, isOpen, plannedFor } from '../../tickets/index.js';

/** The counters of a queue. */
export interface Counters {
  open: number;
  unassigned: number;
  onHold: number;
  /** Of each priority, the highest first. */
  byPriority: readonly number[];
}

export type CountersRow = Counters & { queue: QueueRow };

const none: Counters = { open: 0, unassigned: 0, onHold: 0, byPriority: [0, 0, 0, 0] };

const MOST = 100;

/** The counters of these queues that the actor can see, without repetitions; null: of all. */
export async function queueCounters(
  reads: ActorReads,
  queueIds: readonly string[] | null,
): Promise<CountersRow[]> {
  const queues = queueIds ? await queuesNamed(reads, queueIds) : await allQueues(reads);
  await noteTickets(
    reads,
    queues.filter((queue) => !isWhole(reads.scope, queue)).map(({ id }) => id),
  );
  const ids = queues.map(({ id }) => id);
  const counted = countedTickets(
    reads.scope,
    sql<boolean>`(t.queue_id = any (${ids}::uuid[]) and ${isOpen()})`,
    ids,
  );
  const rows = await reads.query(
    sql<Counters & { queueId: string }>`
    select t.queue_id as "queueId", sum(t.tickets)::int as open,
      coalesce(sum(t.tickets) filter (where t.assignee_id is null), 0)::int as unassigned,
      coalesce(sum(t.tickets) filter (where t.status = 'ON_HOLD'), 0)::int as "onHold",
      array[${sql.join([1, 2, 3, 4].map((rank) => sql`coalesce(sum(t.tickets) filter (where t.priority = ${sql.raw(String(rank))}), 0)::int`))}]
        as "byPriority"
    from ${counted} group by t.queue_id`,
    plannedFor(reads.scope),
  );
  const found = new Map(rows.map(({ queueId, ...counters }) => [queueId, counters]));
  return queues.map((queue) => ({ ...none, ...found.get(queue.id), queue }));
}

/** Has the witness note the open tickets of queues in which each reader of a class counts what they see personally. */
async function noteTickets(reads: ActorReads, queueIds: readonly string[]): Promise<void> {
  if (queueIds.length === 0) return;
  const { organisationId } = reads;
  await noteHidden(
    reads,
    sql`from tickets t where t.organisation_id = ${organisationId} and t.queue_id = any (${queueIds}::uuid[]) and ${isOpen()}`,
  );
}

/** Whether all readers of a class count the same in a queue: in others, each counts also what they see personally. */
function isWhole(scope: Scope, { id, visibility }: QueueRow): boolean {
  if (scope.sees === 'staff') return visibility === 'ORGANISATION' || scope.queueIds.includes(id);
  return scope.sees === 'everything' || scope.sees === 'queues';
}

async function queuesNamed(reads: ActorReads, ids: readonly string[]): Promise<QueueRow[]> {
  const rows = await Promise.all([...new Set(ids)].map((id) => reads.load(queuesById, id)));
  return rows.filter((row) => row !== null);
}

async function allQueues(reads: ActorReads): Promise<QueueRow[]> {
  const { nodes, pageInfo } = await listQueues(reads, {}, { first: MOST });
  if (pageInfo.hasNextPage) {
    const message = `queueIds is required: there are more than ${MOST} queues.`;
    throw new BadInput('queueIds', 'REQUIRED', message);
  }
  return nodes;
}
