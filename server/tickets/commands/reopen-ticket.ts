import type { ReopenTicketInput } from '../../platform/contract/generated/types.js';
import { ok } from '../../platform/kernel/result.js';
import type { TicketRow } from '../data/entities.js';
import type { TransitionStep } from '../workflow/transition-command.js';

/** Reopens a resolved ticket: a new resolution cycle begins. The former one stays in the timeline. */
export const reopenTicket: TransitionStep<ReopenTicketInput> = {
  name: 'REOPEN',
  check: (check, input) => ({ ...input, reason: check.text('reason', input.reason, 2000) }),
  reason: (input) => input.reason,
  apply(ticket) {
    beginCycle(ticket);
    return ok({});
  },
};

/** Begins a new resolution cycle of a resolved ticket. */
export function beginCycle(ticket: TicketRow): void {
  ticket.reopenCount += 1;
  Object.assign(ticket, {
    resolutionCode: null,
    resolutionNotes: null,
    resolvedAt: null,
    resolvedByUserId: null,
    resolvedByKeyId: null,
  });
}
