import { openSurvey } from '../../closure/index.js';
import { verifyByClosing } from '../../process/index.js';
import type { TicketInput } from '../store.js';
import type { Step } from './transition.js';

export interface CloseTicket extends TicketInput {
  closureSummary?: string | null;
  documentationUrl?: string | null;
}

/** Closes a resolved ticket for good. A requester's close is the verification. */
export const closeTicket: Step<CloseTicket> = {
  name: 'CLOSE',
  check(check, input) {
    check.text('closureSummary', input.closureSummary, 10_000);
    check.webAddress('documentationUrl', input.documentationUrl || null, 2000);
  },
  async apply(change, ticket, input) {
    const byRequester = change.performer.userId === ticket.requesterId;
    const summary = input.closureSummary?.trim() ?? null;
    Object.assign(ticket, {
      closureSummary: summary,
      documentationUrl: input.documentationUrl?.trim() || null,
      closedAt: change.occurredAt,
      closedByUserId: change.performer.userId,
      closedByKeyId: change.performer.keyId,
      verifiedByRequester: byRequester,
    });
    const verification = byRequester ? await verifyByClosing(change, ticket, summary) : null;
    const changes = verification ? [{ field: 'verification', from: null, to: verification }] : [];
    return { changes, follows: await openSurvey(change, ticket) };
  },
};
