import type { Change } from '../../changes/change.js';
import { changesSince, filterFacts, snapshot } from '../changes.js';
import type { TicketRow } from '../entities.js';
import { type TicketInput, touch } from '../store.js';
import { moveTo, type Step } from './transition.js';

/** Takes a ticket off hold. */
export const resumeTicket: Step<TicketInput> = { name: 'RESUME', check: () => {}, apply: () => [] };

/** Resumes a ticket that awaits its requester, when they reply; `reply` is the place of their comment's event in the change. */
export function resumeByReply(change: Change, ticket: TicketRow, reply: number): void {
  const answered =
    change.performer.userId === ticket.requesterId && ticket.holdReason === 'AWAITING_REQUESTER';
  if (!answered || !ticket.heldFrom) return;
  const before = snapshot(ticket);
  moveTo(change, ticket, ticket.heldFrom);
  touch(change, ticket);
  change.emit({
    type: 'TICKET_RESUMED',
    ticketId: ticket.id,
    changes: changesSince(before, ticket),
    facts: filterFacts(ticket),
    causedBy: reply,
  });
}
