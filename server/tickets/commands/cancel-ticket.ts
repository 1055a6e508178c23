import { withdrawApproval } from '../../approvals/index.js';
import { idOfType } from '../../kernel/ids.js';
import { invalid } from '../../kernel/refusals.js';
import { referredTicket, type TicketInput } from '../store.js';
import type { Step } from './transition.js';

export interface CancelTicket extends TicketInput {
  reason?: string | null;
  duplicateOfId?: string | null;
}

/** Withdraws a ticket that was not begun, or marks it as a duplicate. */
export const cancelTicket: Step<CancelTicket> = {
  name: 'CANCEL',
  check(check, input) {
    check.text('reason', input.reason || null, 2000);
    check.id('duplicateOfId', input.duplicateOfId, 'Ticket');
  },
  async apply(change, ticket, input) {
    const duplicateOfId = input.duplicateOfId ? idOfType(input.duplicateOfId, 'Ticket') : null;
    if (input.duplicateOfId) {
      if (duplicateOfId === ticket.id)
        return [invalid(['duplicateOfId'], 'SELF', 'A ticket is no duplicate of itself.')];
      const original = await referredTicket(change, input.duplicateOfId, ['duplicateOfId']);
      if (!original.ok) return original.errors;
    }
    await withdrawApproval(change, ticket.id);
    Object.assign(ticket, {
      cancelReason: input.reason?.trim() || null,
      duplicateOfId,
      cancelledAt: change.occurredAt,
      cancelledByUserId: change.performer.userId,
      cancelledByKeyId: change.performer.keyId,
    });
    return [];
  },
};
