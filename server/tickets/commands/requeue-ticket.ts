import type { TicketInput } from '../data/store.js';
import type { TransitionStep } from '../workflow/transition-command.js';

export interface RequeueTicket extends TicketInput {
  reason?: string | null;
}

/** Returns a ticket to its queue, without an assignee. */
export const requeueTicket: TransitionStep<RequeueTicket> = {
  name: 'REQUEUE',
  check: (check, input) => void check.text('reason', input.reason, 2000),
  reason: (input) => input.reason,
  apply(ticket) {
    ticket.assigneeId = null;
    return [];
  },
};
