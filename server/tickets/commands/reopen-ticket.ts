import type { TicketInput } from '../data/store.js';
import type { TransitionStep } from '../workflow/transition-command.js';

export interface ReopenTicket extends TicketInput {
  reason?: string | null;
}

/** Reopens a resolved ticket: a new resolution cycle begins. The former one stays in the timeline. */
export const reopenTicket: TransitionStep<ReopenTicket> = {
  name: 'REOPEN',
  check: (check, input) => void check.text('reason', input.reason, 2000),
  reason: (input) => input.reason,
  apply(ticket) {
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
