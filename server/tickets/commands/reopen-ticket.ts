import type { ReopenTicketInput } from '../../platform/contract/generated/types.js';
import { ok } from '../../platform/kernel/result.js';
import type { TransitionStep } from '../workflow/transition-command.js';

/** Reopens a resolved ticket: a new resolution cycle begins. The former one stays in the timeline. */
export const reopenTicket: TransitionStep<ReopenTicketInput> = {
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
    return ok({});
  },
};
