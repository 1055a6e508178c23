import type { Change } from '../../changes/change.js';
import { done, type Result } from '../../kernel/result.js';
import { type Step, type TicketInput, transition } from '../../tickets/index.js';
import { TicketLinkEntity } from '../entities.js';
import { tellMerge } from './merge-ticket.js';

export interface UnmergeTicket extends TicketInput {
  reason?: string | null;
}

/** Takes a merge back: the ticket is exactly what it was, and its comments are told of elsewhere no longer. */
export async function unmergeTicket(
  change: Change,
  input: UnmergeTicket,
): Promise<Result<{ ticketId: string }>> {
  const unmerged = await transition(change, unmerge, input);
  if (!unmerged.ok) return unmerged;
  const { ticketId } = unmerged.value;
  const { organisationId } = change;
  const merged = { organisationId, fromTicketId: ticketId, kind: 'MERGED_INTO' as const };
  const link = await change.em.findOneOrFail(TicketLinkEntity, merged);
  change.em.remove(link);
  await tellMerge(change, 'TICKET_UNMERGED_OUT', link.toTicketId, { from: ticketId, to: null });
  return done({ ticketId });
}

const unmerge: Step<UnmergeTicket> = {
  name: 'UNMERGE',
  check: (check, input) => void check.text('reason', input.reason || null, 2000),
  reason: (input) => input.reason,
  apply(_change, ticket) {
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
