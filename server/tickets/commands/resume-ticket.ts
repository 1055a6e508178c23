import type { CommandContext } from '../../platform/commands/command-context.js';
import { changesSince, filterFacts, snapshot } from '../data/changes.js';
import type { TicketRow } from '../data/entities.js';
import { type TicketInput, touch } from '../data/store.js';
import { moveTo, type TransitionHandler } from '../workflow/run-transition.js';

/** Takes a ticket off hold. */
export const resumeTicket: TransitionHandler<TicketInput> = {
  name: 'RESUME',
  check: () => {},
  apply: () => [],
};

/** Resumes a ticket that awaits its requester, when they reply; `reply` is the place of their comment's event in the change. */
export function resumeByReply(command: CommandContext, ticket: TicketRow, reply: number): void {
  const answered =
    command.performer.userId === ticket.requesterId && ticket.holdReason === 'AWAITING_REQUESTER';
  if (!answered || !ticket.heldFrom) return;
  const before = snapshot(ticket);
  moveTo(command, ticket, ticket.heldFrom);
  touch(command, ticket);
  command.emit({
    type: 'TICKET_RESUMED',
    ticketId: ticket.id,
    changes: changesSince(before, ticket),
    facts: filterFacts(ticket),
    causedBy: reply,
  });
}
