import { openSurvey } from '../../closure/index.js';
import { verifyByClosing } from '../../process/index.js';
import type { TicketInput } from '../data/store.js';
import type { TransitionHandler } from '../workflow/run-transition.js';

export interface CloseTicket extends TicketInput {
  closureSummary?: string | null;
  documentationUrl?: string | null;
}

/** Closes a resolved ticket for good. A requester's close is the verification. */
export const closeTicket: TransitionHandler<CloseTicket> = {
  name: 'CLOSE',
  check(check, input) {
    check.text('closureSummary', input.closureSummary, 10_000);
    check.webAddress('documentationUrl', input.documentationUrl || null, 2000);
  },
  async apply(command, ticket, input) {
    const byRequester = command.performer.userId === ticket.requesterId;
    const summary = input.closureSummary?.trim() ?? null;
    Object.assign(ticket, {
      closureSummary: summary,
      documentationUrl: input.documentationUrl?.trim() || null,
      closedAt: command.occurredAt,
      closedByUserId: command.performer.userId,
      closedByKeyId: command.performer.keyId,
      verifiedByRequester: byRequester,
    });
    const verification = byRequester ? await verifyByClosing(command, ticket, summary) : null;
    const changes = verification ? [{ field: 'verification', from: null, to: verification }] : [];
    return { changes, follows: await openSurvey(command, ticket) };
  },
};
