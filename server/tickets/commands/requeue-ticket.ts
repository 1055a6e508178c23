import type { TicketInput } from '../data/store.js';
import type { TransitionHandler } from '../workflow/run-transition.js';

export interface RequeueTicket extends TicketInput {
  reason?: string | null;
}

/** Returns a ticket to its queue, without an assignee. */
export const requeueTicket: TransitionHandler<RequeueTicket> = {
  name: 'REQUEUE',
  check: (check, input) => void check.text('reason', input.reason, 2000),
  reason: (input) => input.reason,
  apply(_change, ticket) {
    ticket.assigneeId = null;
    return [];
  },
};
