import type { TicketInput } from '../data/store.js';
import type { TransitionHandler } from '../workflow/run-transition.js';

export interface CloseTicket extends TicketInput {
  closureSummary?: string | null;
  documentationUrl?: string | null;
}

/** Closes a resolved ticket. Closing by the requester counts as verification. */
export const closeTicket: TransitionHandler<CloseTicket> = {
  name: 'CLOSE',
  check(check, input) {
    check.text('closureSummary', input.closureSummary, 10_000);
    check.webAddress('documentationUrl', input.documentationUrl || null, 2000);
  },
  apply(command, ticket, input) {
    Object.assign(ticket, {
      closureSummary: input.closureSummary?.trim() ?? null,
      documentationUrl: input.documentationUrl?.trim() || null,
      closedAt: command.occurredAt,
      closedByUserId: command.performer.userId,
      closedByKeyId: command.performer.keyId,
      verifiedByRequester: command.performer.userId === ticket.requesterId,
    });
    return {};
  },
};
