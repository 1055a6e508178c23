import type { TicketInput } from '../store.js';
import type { Step } from './transition.js';

export interface RequeueTicket extends TicketInput {
  reason?: string | null;
}

/** Gives a ticket back to its queue, without an assignee. */
export const requeueTicket: Step<RequeueTicket> = {
  name: 'REQUEUE',
  check: (check, input) => void check.text('reason', input.reason, 2000),
  reason: (input) => input.reason,
  apply(_change, ticket) {
    ticket.assigneeId = null;
    return [];
  },
};
