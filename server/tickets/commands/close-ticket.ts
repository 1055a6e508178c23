import type { CloseTicketInput } from '../../platform/contract/generated/types.js';
import { ok } from '../../platform/kernel/result.js';
import type { TransitionStep } from '../workflow/transition-command.js';

/** Closes a resolved ticket. Closing by the requester counts as verification. */
export const closeTicket: TransitionStep<CloseTicketInput> = {
  name: 'CLOSE',
  check: (check, input) => ({
    ...input,
    closureSummary: check.text('closureSummary', input.closureSummary, 10_000),
    documentationUrl: check.webAddress('documentationUrl', input.documentationUrl, 2000),
  }),
  apply(ticket, { closureSummary, documentationUrl }, { occurredAt, onBehalfOf }) {
    Object.assign(ticket, {
      closureSummary,
      documentationUrl,
      closedAt: occurredAt,
      closedByUserId: onBehalfOf.userId,
      closedByKeyId: onBehalfOf.keyId,
      verifiedByRequester: onBehalfOf.userId === ticket.requesterId,
    });
    return ok({});
  },
};
