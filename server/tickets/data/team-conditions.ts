import { seesColleagues } from '../../platform/actor/scope.js';
import { checkIds } from '../../platform/kernel/bad-input.js';
import { among, isOneOf } from './condition-kinds.js';
import { factsIn } from './facts.js';
import type { Asking, CheckedCondition } from './filter.js';

const MOST_ALTERNATIVES = 20;

/** Tickets whose queue is worked by one of these teams. */
export function workedBy(teamIds: readonly string[], { queuesOf }: Asking): CheckedCondition {
  const queueIds = queuesOf(teamIds);
  const inQueues = (ids: readonly string[]): CheckedCondition => ({
    sql: () => among('queue_id', 'uuid', ids),
    matches: (facts) => isOneOf(teamIds, factsIn(facts)?.team),
    inOrder: ids.length === 1,
    queues: null,
    counted: true,
  });
  const all = inQueues(queueIds);
  // Each order has an index that begins with the queue.
  const isFew = queueIds.length > 1 && queueIds.length <= MOST_ALTERNATIVES;
  return isFew ? { ...all, anyOf: queueIds.map((id) => [inQueues([id])]) } : all;
}

/** Teams of which one works the queue. Requesters see no teams. */
export function teamIds(given: readonly string[], argument: string, asking: Asking): CheckedCondition {
  const ids = checkIds(argument, given, 'Team');
  return workedBy(seesColleagues(asking.reads.scope) ? ids : [], asking);
}
