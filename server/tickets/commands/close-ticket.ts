import type { TicketInput } from '../store.js';
import type { Step } from './transition.js';

export interface CloseTicket extends TicketInput {
  closureSummary?: string | null;
}

/** Closes a resolved ticket for good. A requester's close is the verification. */
export const closeTicket: Step<CloseTicket> = {
  name: 'CLOSE',
  check: (check, input) => void check.text('closureSummary', input.closureSummary, 10_000),
  apply(change, ticket, input) {
    Object.assign(ticket, {
      closureSummary: input.closureSummary?.trim() ?? null,
      closedAt: change.occurredAt,
      closedByUserId: change.performer.userId,
      closedByKeyId: change.performer.keyId,
      verifiedByRequester: change.performer.userId === ticket.requesterId,
    });
    return [];
  },
};
