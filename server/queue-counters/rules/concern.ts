import type { TicketStatus } from '../../platform/contract/generated/enums.js';
import { statusCategory } from '../../tickets/rules/status-category.js';
import { type CountedEvent, countChanges } from '../../tickets/rules/ticket-counts.js';

/** The queues of which an event changes a counter that is shown: of open tickets, unassigned ones, those on hold, or by priority. */
export function queuesCountedAnew(event: CountedEvent): string[] {
  const sums = new Map<string, { queueId: string; change: number }>();
  for (const { queueId, status, priority, isAssigned, change } of countChanges([event])) {
    if (statusCategory(status as TicketStatus) === 'DONE') continue;
    const shown = JSON.stringify([queueId, priority, isAssigned, status === 'ON_HOLD']);
    sums.set(shown, { queueId, change: (sums.get(shown)?.change ?? 0) + change });
  }
  const changed = [...sums.values()].filter(({ change }) => change !== 0).map(({ queueId }) => queueId);
  return [...new Set([...changed, ...queueOfLate(event)])];
}

/** The facts of an event that say whether its ticket is late. */
interface LateFacts {
  queue: string;
  added?: { ticket?: Late };
  /** Missing when the event changed none of these facts. */
  addedBefore?: { ticket?: Late };
}

interface Late {
  atRisk?: boolean;
  breached?: boolean;
}

/** The queue of a ticket that came to be at risk, missed a target, or is no longer late. */
function queueOfLate({ facts }: CountedEvent): string[] {
  const { queue, added, addedBefore } = (facts ?? {}) as LateFacts;
  const [after, before] = [added?.ticket, addedBefore?.ticket];
  if (!addedBefore) return [];
  const isSame =
    (after?.atRisk ?? false) === (before?.atRisk ?? false) &&
    (after?.breached ?? false) === (before?.breached ?? false);
  return isSame ? [] : [queue];
}
