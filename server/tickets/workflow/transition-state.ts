import { isReviewed, reviewedTickets } from '../../closure/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { ViewerReads } from '../../platform/viewer/viewer-reads.js';
import type { PlanProgress } from '../../process/index.js';
import type { TicketRow } from '../data/entities.js';
import { needsReview, type TransitionState } from './decide.js';

/** What decides about the transitions of a ticket for somebody: what it says itself, and what stands about the work on it. */
export function transitionState(
  ticket: TicketRow,
  work: PlanProgress,
  reviewed: boolean,
  userId: string | null,
): TransitionState {
  const { type, status, heldFrom, mergedFrom, changeKind, majorIncident } = ticket;
  const { openTasks, windowStart, windowEnd } = work;
  const window = windowStart && windowEnd ? { start: windowStart, end: windowEnd } : null;
  const hasDecided = userId !== null && work.decided.includes(userId);
  const itself = { type, status, heldFrom, mergedFrom, changeKind, majorIncident };
  return { ...itself, openTasks, window, reviewed, hasDecided };
}

/** Whether a ticket that is being changed was reviewed, as far as that decides about anything. */
export async function reviewedFor(command: CommandContext, ticket: TicketRow): Promise<boolean> {
  return awaitsReview(ticket) && (await isReviewed(command, ticket.id));
}

/** Whether a ticket that the viewer sees was reviewed, as far as that decides about anything. */
export async function reviewedOn(reads: ViewerReads, ticket: TicketRow): Promise<boolean> {
  return awaitsReview(ticket) && (await reads.load(reviewedTickets, ticket.id));
}

function awaitsReview(ticket: TicketRow): boolean {
  return ticket.status === 'RESOLVED' && needsReview(ticket);
}
