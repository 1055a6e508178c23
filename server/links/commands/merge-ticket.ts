import type { Change } from '../../changes/change.js';
import { idOfType } from '../../kernel/ids.js';
import { invalid, type Refusal } from '../../kernel/refusals.js';
import { done, type Result } from '../../kernel/result.js';
import {
  filterFacts,
  loadTicket,
  type Step,
  TicketEntity,
  type TicketInput,
  type TicketRow,
  transition,
} from '../../tickets/index.js';
import { loadBoth, saveLink } from '../store.js';

export interface MergeTicket extends TicketInput {
  intoId?: string | null;
  reason?: string | null;
}

/** Merges a ticket into another. Nothing is moved: it remembers what it was, and is linked. */
export async function mergeTicket(
  change: Change,
  input: MergeTicket,
): Promise<Result<{ ticketId: string; intoId: string }>> {
  // Locked in one order: two may be merged into each other at once. What is missing the transition tells.
  if (input.intoId)
    await loadBoth(change, { id: input.ticketId, field: 'ticketId' }, { id: input.intoId, field: 'intoId' });
  const merged = await transition(change, merge, input);
  if (!merged.ok) return merged;
  const { ticketId } = merged.value;
  const intoId = idOfType(input.intoId ?? '', 'Ticket') ?? '';
  saveLink(change, { kind: 'MERGED_INTO', fromId: ticketId, toId: intoId });
  await tellMerge(change, 'TICKET_MERGED_IN', intoId, { from: null, to: ticketId });
  return done({ ticketId, intoId });
}

const merge: Step<MergeTicket> = {
  name: 'MERGE',
  check(check, input) {
    check.id('intoId', input.intoId, 'Ticket');
    check.text('reason', input.reason || null, 2000);
  },
  async apply(change, ticket, input) {
    const into = await loadTicket(change, input.intoId ?? '', ['intoId']);
    const errors = into.ok ? wrongTarget(ticket, into.value.ticket) : into.errors;
    if (!into.ok || errors.length > 0) return errors;
    Object.assign(ticket, {
      mergedFrom: ticket.status,
      mergedHold: holdOf(ticket),
      cancelReason: input.reason?.trim() || null,
      duplicateOfId: into.value.ticket.id,
      cancelledAt: change.occurredAt,
      cancelledByUserId: change.performer.userId,
      cancelledByKeyId: change.performer.keyId,
    });
    return [];
  },
};

// What is merged is cancelled, and nothing is merged into what is cancelled: so merges lead in no circle.
function wrongTarget(ticket: TicketRow, into: TicketRow): Refusal[] {
  if (into.id === ticket.id) return [invalid(['intoId'], 'SELF', 'A ticket is not merged into itself.')];
  if (into.status !== 'CLOSED' && into.status !== 'CANCELLED') return [];
  return [invalid(['intoId'], 'STATUS', `Nothing is merged into a ticket that is ${into.status}.`)];
}

function holdOf(ticket: TicketRow): TicketRow['mergedHold'] {
  const { heldFrom, heldSince, holdReason } = ticket;
  if (!heldFrom || !heldSince || !holdReason) return null;
  return {
    heldFrom,
    heldSince: heldSince.toISOString(),
    holdReason,
    holdResumeAt: ticket.holdResumeAt?.toISOString() ?? null,
    holdLinkedTicketId: ticket.holdLinkedTicketId ?? null,
    holdNote: ticket.holdNote ?? null,
  };
}

/** Tells the ticket that was merged into. Which one it was, is shown to those who see it. */
export async function tellMerge(
  change: Change,
  type: 'TICKET_MERGED_IN' | 'TICKET_UNMERGED_OUT',
  intoId: string,
  merged: { from: string | null; to: string | null },
): Promise<void> {
  const { organisationId } = change;
  const into = await change.em.findOneOrFail(TicketEntity, { organisationId, id: intoId });
  const changes = [{ field: 'links', ...merged }];
  change.emit({ type, ticketId: intoId, changes, facts: filterFacts(into) });
}
