import type { CommandContext } from '../../platform/commands/command-context.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { ok, type Result } from '../../platform/kernel/result.js';
import { invalid, type UserError } from '../../platform/kernel/user-errors.js';
import {
  filterFacts,
  loadTicket,
  runTransition,
  TicketEntity,
  type TicketInput,
  type TicketRow,
  type TransitionHandler,
} from '../../tickets/index.js';
import { loadBoth, saveLink } from '../data/store.js';

export interface MergeTicket extends TicketInput {
  intoId?: string | null;
  reason?: string | null;
}

/** Merges a ticket into another. Nothing is moved: the ticket stores its former status, and is linked. */
export async function mergeTicket(
  command: CommandContext,
  input: MergeTicket,
): Promise<Result<{ ticketId: string; intoId: string }>> {
  // Locked in a fixed order, because two tickets can be merged into each other at once. The transition reports a missing field.
  if (input.intoId)
    await loadBoth(command, { id: input.ticketId, field: 'ticketId' }, { id: input.intoId, field: 'intoId' });
  const merged = await runTransition(command, merge, input);
  if (!merged.ok) return merged;
  const { ticketId } = merged.value;
  const intoId = idOfType(input.intoId ?? '', 'Ticket') ?? '';
  saveLink(command, { kind: 'MERGED_INTO', fromId: ticketId, toId: intoId });
  await tellMerge(command, 'TICKET_MERGED_IN', intoId, { from: null, to: ticketId });
  return ok({ ticketId, intoId });
}

const merge: TransitionHandler<MergeTicket> = {
  name: 'MERGE',
  check(check, input) {
    check.id('intoId', input.intoId, 'Ticket');
    check.text('reason', input.reason || null, 2000);
  },
  async applyIn(command, ticket, input) {
    const into = await loadTicket(command, input.intoId ?? '', ['intoId']);
    const errors = into.ok ? wrongTarget(ticket, into.value.ticket) : into.errors;
    if (!into.ok || errors.length > 0) return errors;
    Object.assign(ticket, {
      mergedFrom: ticket.status,
      mergedHold: holdOf(ticket),
      cancelReason: input.reason?.trim() || null,
      duplicateOfId: into.value.ticket.id,
      cancelledAt: command.occurredAt,
      cancelledByUserId: command.onBehalfOf.userId,
      cancelledByKeyId: command.onBehalfOf.keyId,
    });
    return [];
  },
};

// A merged ticket is cancelled, and nothing can be merged into a cancelled ticket: so merges make no cycle.
function wrongTarget(ticket: TicketRow, into: TicketRow): UserError[] {
  if (into.id === ticket.id) return [invalid(['intoId'], 'SELF', 'A ticket cannot be merged into itself.')];
  if (into.status !== 'CLOSED' && into.status !== 'CANCELLED') return [];
  return [invalid(['intoId'], 'STATUS', `A ticket cannot be merged into one that is ${into.status}.`)];
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

/** Records the merge on its target. The merged ticket is shown only to viewers who can see it. */
export async function tellMerge(
  command: CommandContext,
  type: 'TICKET_MERGED_IN' | 'TICKET_UNMERGED_OUT',
  intoId: string,
  merged: { from: string | null; to: string | null },
): Promise<void> {
  const { organisationId } = command;
  const into = await command.em.findOneOrFail(TicketEntity, { organisationId, id: intoId });
  const changes = [{ field: 'links', ...merged }];
  command.emit({ type, ticketId: intoId, changes, facts: filterFacts(into) });
}
