import type { RequeueTicketInput } from '../../platform/contract/generated/types.js';
import { ok } from '../../platform/kernel/result.js';
import type { TransitionStep } from '../workflow/transition-command.js';

/** Returns a ticket to its queue, without an assignee. */
export const requeueTicket: TransitionStep<RequeueTicketInput> = {
  name: 'REQUEUE',
  check: (check, input) => ({ ...input, reason: check.text('reason', input.reason, 2000) }),
  reason: (input) => input.reason,
  apply(ticket) {
    ticket.assigneeId = null;
    return ok({});
  },
};
