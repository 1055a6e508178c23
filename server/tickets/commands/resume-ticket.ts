import type { Deciding } from '../../platform/commands/command.js';
import type { NewEvent } from '../../platform/events/event.js';
import { ok } from '../../platform/kernel/result.js';
import { changesSince, filterFacts, snapshot } from '../data/changes.js';
import type { TicketRow } from '../data/entities.js';
import { type TicketInput, touch } from '../data/store.js';
import { moveTo } from '../workflow/judge.js';
import type { TransitionStep } from '../workflow/transition-command.js';

/** Takes a ticket off hold. */
export const resumeTicket: TransitionStep<TicketInput> = {
  name: 'RESUME',
  check: () => {},
  apply: () => ok({}),
};

/**
 * Resumes a ticket that waits for its requester when they comment; null when it does not wait for them. `reply` is the position of the
 * comment's event in the command.
 */
export function resumedByReply(
  deciding: Pick<Deciding, 'onBehalfOf' | 'now' | 'occurredAt'>,
  ticket: TicketRow,
  reply: number,
): NewEvent | null {
  const answered =
    deciding.onBehalfOf.userId === ticket.requesterId && ticket.holdReason === 'AWAITING_REQUESTER';
  if (!answered || !ticket.heldFrom) return null;
  const before = snapshot(ticket);
  moveTo(deciding, ticket, ticket.heldFrom);
  touch(deciding, ticket);
  return {
    type: 'TICKET_RESUMED',
    ticketId: ticket.id,
    changes: changesSince(before, ticket),
    facts: filterFacts(ticket),
    causedBy: reply,
  };
}
