import { idOfType } from '../../platform/kernel/ids.js';
import { invalid } from '../../platform/kernel/user-errors.js';
import { referredTicket, type TicketInput } from '../data/store.js';
import type { TransitionHandler } from '../workflow/run-transition.js';

export interface CancelTicket extends TicketInput {
  reason?: string | null;
  duplicateOfId?: string | null;
}

/** Cancels a ticket before its implementation, with a reason or as a duplicate. */
export const cancelTicket: TransitionHandler<CancelTicket> = {
  name: 'CANCEL',
  check(check, input) {
    check.text('reason', input.reason || null, 2000);
    check.id('duplicateOfId', input.duplicateOfId, 'Ticket');
  },
  async apply(command, ticket, input) {
    const duplicateOfId = input.duplicateOfId ? idOfType(input.duplicateOfId, 'Ticket') : null;
    if (input.duplicateOfId) {
      if (duplicateOfId === ticket.id)
        return [invalid(['duplicateOfId'], 'SELF', 'A ticket cannot be a duplicate of itself.')];
      const original = await referredTicket(command, input.duplicateOfId, ['duplicateOfId']);
      if (!original.ok) return original.errors;
    }
    Object.assign(ticket, {
      cancelReason: input.reason?.trim() || null,
      duplicateOfId,
      cancelledAt: command.occurredAt,
      cancelledByUserId: command.performer.userId,
      cancelledByKeyId: command.performer.keyId,
    });
    return [];
  },
};
