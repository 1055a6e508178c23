import type { CommandContext } from '../../platform/commands/command-context.js';
import { ok, type Result } from '../../platform/kernel/result.js';
import { runTransition, type TicketInput, type TransitionHandler } from '../../tickets/index.js';
import { TicketLinkEntity } from '../data/entities.js';
import { tellMerge } from './merge-ticket.js';

export interface UnmergeTicket extends TicketInput {
  reason?: string | null;
}

/** Undoes a merge: the ticket returns to its former state, and its comments are no longer shown elsewhere. */
export async function unmergeTicket(
  command: CommandContext,
  input: UnmergeTicket,
): Promise<Result<{ ticketId: string }>> {
  const unmerged = await runTransition(command, unmerge, input);
  if (!unmerged.ok) return unmerged;
  const { ticketId } = unmerged.value;
  const { organisationId } = command;
  const merged = { organisationId, fromTicketId: ticketId, kind: 'MERGED_INTO' as const };
  const link = await command.em.findOneOrFail(TicketLinkEntity, merged);
  command.em.remove(link);
  await tellMerge(command, 'TICKET_UNMERGED_OUT', link.toTicketId, { from: ticketId, to: null });
  return ok({ ticketId });
}

const unmerge: TransitionHandler<UnmergeTicket> = {
  name: 'UNMERGE',
  check: (check, input) => void check.text('reason', input.reason || null, 2000),
  reason: (input) => input.reason,
  applyIn(_change, ticket) {
    const { mergedHold } = ticket;
    if (mergedHold) {
      const { heldSince, holdResumeAt, ...hold } = mergedHold;
      Object.assign(ticket, {
        ...hold,
        heldSince: new Date(heldSince),
        holdResumeAt: holdResumeAt ? new Date(holdResumeAt) : null,
      });
    }
    Object.assign(ticket, {
      mergedFrom: null,
      mergedHold: null,
      cancelReason: null,
      duplicateOfId: null,
      cancelledAt: null,
      cancelledByUserId: null,
      cancelledByKeyId: null,
    });
    return [];
  },
};
