import type { ViewerReads } from '../authz/viewer-reads.js';
import type { Change } from '../changes/change.js';
import { isReviewed, reviewedTickets } from '../closure/index.js';
import type { Work } from '../process/index.js';
import type { TicketRow } from './entities.js';
import { needsReview, type ProcessFacts } from './rules/decide.js';

/** What decides about the transitions of a ticket for somebody: what it says itself, and what stands about the work on it. */
export function processFacts(
  ticket: TicketRow,
  work: Work,
  reviewed: boolean,
  userId: string | null,
): ProcessFacts {
  const { type, status, heldFrom, mergedFrom, changeKind, majorIncident } = ticket;
  const { openTasks, windowStart, windowEnd } = work;
  const window = windowStart && windowEnd ? { start: windowStart, end: windowEnd } : null;
  const hasDecided = userId !== null && work.decided.includes(userId);
  const itself = { type, status, heldFrom, mergedFrom, changeKind, majorIncident };
  return { ...itself, openTasks, window, reviewed, hasDecided };
}

/** Whether a ticket that is being changed was reviewed, as far as that decides about anything. */
export async function reviewedFor(change: Change, ticket: TicketRow): Promise<boolean> {
  return awaitsReview(ticket) && (await isReviewed(change, ticket.id));
}

/** Whether a ticket that the viewer sees was reviewed, as far as that decides about anything. */
export async function reviewedOn(reads: ViewerReads, ticket: TicketRow): Promise<boolean> {
  return awaitsReview(ticket) && (await reads.load(reviewedTickets, ticket.id));
}

function awaitsReview(ticket: TicketRow): boolean {
  return ticket.status === 'RESOLVED' && needsReview(ticket);
}
