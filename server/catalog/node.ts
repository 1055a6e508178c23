import type { ActorReads } from '../platform/actor/actor-reads.js';
import type { Category, Queue } from '../platform/contract/generated/types.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import type { CategoryRow, QueueRow } from './data/entities.js';
import { queuesById } from './data/reads.js';

export type QueueNode = Queue & { row: QueueRow };
export type CategoryNode = Category & { row: CategoryRow };

/** The contract's plain fields of a queue. */
export function toQueue(row: QueueRow): QueueNode {
  return {
    __typename: 'Queue',
    row,
    id: toGlobalId('Queue', row.id),
    name: row.name,
    visibility: row.visibility,
    version: row.version,
  };
}

/** Queues of visible objects; null where the actor cannot see the queue. */
export async function queuesOn(reads: ActorReads, ids: readonly string[]): Promise<(QueueNode | null)[]> {
  return (await queuesById(reads, ids)).map((row) => (row ? toQueue(row) : null));
}

/** The contract's plain fields of a category. */
export function toCategory(row: CategoryRow): CategoryNode {
  return {
    __typename: 'Category',
    row,
    id: toGlobalId('Category', row.id),
    name: row.name,
    ticketType: row.ticketType as Category['ticketType'],
    active: row.active,
    version: row.version,
  };
}
