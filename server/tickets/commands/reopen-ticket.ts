import type { TicketInput } from '../data/store.js';
import type { TransitionHandler } from '../workflow/run-transition.js';

export interface ReopenTicket extends TicketInput {
  reason?: string | null;
}

/** Reopens a resolved ticket: a new cycle of resolution. The old one is kept in the timeline. */
export const reopenTicket: TransitionHandler<ReopenTicket> = {
  name: 'REOPEN',
  check: (check, input) => void check.text('reason', input.reason, 2000),
  reason: (input) => input.reason,
  apply(_change, ticket) {
    ticket.reopenCount += 1;
    Object.assign(ticket, {
      resolutionCode: null,
      resolutionNotes: null,
      resolvedAt: null,
      resolvedByUserId: null,
      resolvedByKeyId: null,
    });
    return [];
  },
};
