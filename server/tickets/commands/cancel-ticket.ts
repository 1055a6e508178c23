import type { CancelTicketInput } from '../../platform/contract/generated/types.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import { invalid, notFound } from '../../platform/kernel/user-errors.js';
import { ticketToReferTo } from '../data/gather.js';
import { transitionStep } from '../workflow/transition-command.js';

/** Cancels a ticket before its implementation, with a reason or as a duplicate. */
export const cancelTicket = transitionStep<CancelTicketInput>()({
  name: 'CANCEL',
  gather: (input, gathering) => ({ original: ticketToReferTo(gathering, input.duplicateOfId) }),
  check(check, input) {
    check.id('duplicateOfId', input.duplicateOfId, 'Ticket');
    return { ...input, reason: check.optional('reason', input.reason, 2000) };
  },
  apply(ticket, input, { occurredAt, onBehalfOf }, { original }) {
    const duplicateOfId = input.duplicateOfId ? idOfType(input.duplicateOfId, 'Ticket') : null;
    if (input.duplicateOfId) {
      if (duplicateOfId === ticket.id)
        return err(invalid(['duplicateOfId'], 'SELF', 'A ticket cannot be a duplicate of itself.'));
      if (original.length === 0) return err(notFound(['duplicateOfId'], input.duplicateOfId, 'ticket'));
    }
    Object.assign(ticket, {
      cancelReason: input.reason,
      duplicateOfId,
      cancelledAt: occurredAt,
      cancelledByUserId: onBehalfOf.userId,
      cancelledByKeyId: onBehalfOf.keyId,
    });
    return ok({});
  },
});
