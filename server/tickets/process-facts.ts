import type { Work } from '../process/index.js';
import type { TicketRow } from './entities.js';
import type { ProcessFacts } from './rules/decide.js';

/** What decides about the transitions of a ticket: what it says itself, and what stands about the work on it. */
export function processFacts(ticket: TicketRow, work: Work): ProcessFacts {
  const { type, status, heldFrom, mergedFrom, changeKind, majorIncident } = ticket;
  const { openTasks, windowStart, windowEnd } = work;
  const window = windowStart && windowEnd ? { start: windowStart, end: windowEnd } : null;
  return { type, status, heldFrom, mergedFrom, changeKind, majorIncident, openTasks, window };
}
