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
  const changed = [...sums.values()].filter(({ change }) => change !== 0);
  return [...new Set(changed.map(({ queueId }) => queueId))];
}
