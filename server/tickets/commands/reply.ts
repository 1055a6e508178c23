import type { Deciding } from '../../platform/commands/command.js';
import { changed, type NewEvent } from '../../platform/events/event.js';
import { changesSince, filterFacts, snapshot } from '../data/changes.js';
import type { TicketRow } from '../data/entities.js';
import { touch } from '../data/store.js';
import { moveTo } from '../workflow/judge.js';
import { beginCycle } from './reopen-ticket.js';

/** A public comment on a ticket, or on one that was merged into it. */
export interface Reply {
  /** Whether it counts as a comment of the ticket's requester. */
  byRequester: boolean;
  /** A resolved ticket stays resolved. */
  keepsResolved: boolean;
  /** The position of its event in the command. */
  event: number;
}

/**
 * What a requester's public comment does to their ticket: a ticket that waits for them is resumed, and a resolved one is reopened. Null when
 * neither follows.
 */
export function movedByReply(
  deciding: Pick<Deciding, 'now' | 'occurredAt' | 'imported'>,
  ticket: TicketRow,
  reply: Reply,
): NewEvent | null {
  if (!reply.byRequester) return null;
  const before = snapshot(ticket);
  if (ticket.holdReason === 'AWAITING_REQUESTER' && ticket.heldFrom) {
    moveTo(deciding, ticket, ticket.heldFrom);
    touch(deciding, ticket);
    const changes = changesSince(before, ticket);
    return { type: 'TICKET_RESUMED', ...about(ticket, reply), changes };
  }
  if (ticket.status !== 'RESOLVED' || reply.keepsResolved) return null;
  beginCycle(ticket);
  moveTo(deciding, ticket, 'INVESTIGATING');
  touch(deciding, ticket);
  const changes = [...changesSince(before, ticket), changed('TicketEvent.reason', null, 'reply')];
  return { type: 'TICKET_REOPENED', ...about(ticket, reply), changes };
}

function about(ticket: TicketRow, { event }: Reply) {
  return { ticketId: ticket.id, facts: filterFacts(ticket), causedBy: event };
}
