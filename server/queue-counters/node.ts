import { toQueue } from '../catalog/index.js';
import type { QueueCounters } from '../platform/contract/generated/types.js';
import { rankToPriority } from '../tickets/index.js';
import type { CountersRow } from './data/reads.js';

/** The counters of a queue, in the contract's form. */
export function toCounters({ queue, byPriority, ...counters }: CountersRow): QueueCounters {
  return {
    __typename: 'QueueCounters',
    queue: toQueue(queue),
    ...counters,
    byPriority: byPriority.map((open, i) => ({
      __typename: 'PriorityCount',
      priority: rankToPriority(i + 1),
      open,
    })),
  };
}
