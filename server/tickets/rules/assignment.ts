import type { TicketStatus } from '../../platform/contract/generated/enums.js';

interface Placed {
  queueId: string;
  /** Whether the next move to another queue is a reassignment: somebody chose its queue, or its work began. */
  dispatched: boolean;
  reassignmentCount: number;
}

/** Whether the work of a ticket has begun when it has this status. On hold or cancelled, it is as before. */
export function hasBegun(status: TicketStatus): boolean {
  return !['NEW', 'TRIAGED', 'ON_HOLD', 'CANCELLED'].includes(status);
}

/**
 * Puts a ticket in a queue. A move from one queue to another counts as a reassignment. The first move out of the default queue does not,
 * unless work began there.
 */
export function putInQueue(ticket: Placed, queueId: string): void {
  if (queueId !== ticket.queueId && ticket.dispatched) ticket.reassignmentCount += 1;
  ticket.queueId = queueId;
  ticket.dispatched = true;
}
