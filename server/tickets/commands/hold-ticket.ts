import type { HoldTicketInput } from '../../platform/contract/generated/types.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import { invalid, notFound } from '../../platform/kernel/user-errors.js';
import { ticketToReferTo } from '../data/gather.js';
import { transitionStep } from '../workflow/transition-command.js';

/** Puts an open ticket on hold, or changes what it waits for. It will return to the status before the first hold. */
export const holdTicket = transitionStep<HoldTicketInput>()({
  name: 'HOLD',
  gather: (input, gathering) => ({ linked: ticketToReferTo(gathering, input.linkedTicketId) }),
  check(check, input, { occurredAt }) {
    check.id('linkedTicketId', input.linkedTicketId, 'Ticket');
    const note = check.text('note', input.note, 2000);
    if (input.resumeAt && input.resumeAt <= occurredAt) {
      check.fail(['resumeAt'], 'IN_FUTURE', 'resumeAt must be in the future.');
    }
    return { ...input, note };
  },
  apply(ticket, input, { now }, { linked }) {
    if (input.linkedTicketId) {
      if (idOfType(input.linkedTicketId, 'Ticket') === ticket.id) {
        return err(invalid(['linkedTicketId'], 'SELF', 'A ticket cannot wait for itself.'));
      }
      if (linked.length === 0) return err(notFound(['linkedTicketId'], input.linkedTicketId, 'ticket'));
    }
    ticket.holdReason = input.reason;
    ticket.holdResumeAt = input.resumeAt ?? null;
    // An imported hold can be over already: then nothing is announced.
    ticket.holdDueAt = input.resumeAt && input.resumeAt > now ? input.resumeAt : null;
    ticket.holdLinkedTicketId = input.linkedTicketId ? idOfType(input.linkedTicketId, 'Ticket') : null;
    ticket.holdNote = input.note ?? null;
    return ok({});
  },
});
