import type { HoldReason } from '../../platform/contract/generated/enums.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { invalid } from '../../platform/kernel/user-errors.js';
import { referredTicket, type TicketInput } from '../data/store.js';
import type { TransitionHandler } from '../workflow/run-transition.js';

export interface HoldTicket extends TicketInput {
  reason?: HoldReason | null;
  resumeAt?: Date | null;
  linkedTicketId?: string | null;
  note?: string | null;
}

/** Puts an open ticket on hold, or changes what it waits for. It will return to the status before the first hold. */
export const holdTicket: TransitionHandler<HoldTicket> = {
  name: 'HOLD',
  check(check, input, command) {
    check.id('linkedTicketId', input.linkedTicketId, 'Ticket');
    check.text('note', input.note, 2000);
    if (input.resumeAt && input.resumeAt <= command.occurredAt) {
      check.fail(['resumeAt'], 'IN_FUTURE', 'resumeAt must be in the future.');
    }
  },
  async apply(command, ticket, input) {
    if (input.linkedTicketId) {
      if (idOfType(input.linkedTicketId, 'Ticket') === ticket.id) {
        return [invalid(['linkedTicketId'], 'SELF', 'A ticket cannot wait for itself.')];
      }
      const linked = await referredTicket(command, input.linkedTicketId, ['linkedTicketId']);
      if (!linked.ok) return linked.errors;
    }
    ticket.holdReason = input.reason ?? null;
    ticket.holdResumeAt = input.resumeAt ?? null;
    ticket.holdLinkedTicketId = input.linkedTicketId ? idOfType(input.linkedTicketId, 'Ticket') : null;
    ticket.holdNote = input.note?.trim() ?? null;
    return [];
  },
};
