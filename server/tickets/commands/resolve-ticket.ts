import type { TicketInput } from '../store.js';
import type { Step } from './transition.js';

export interface ResolveTicket extends TicketInput {
  resolutionCode?: string | null;
  resolutionNotes?: string | null;
}

/** Resolves a ticket by the fast track: what lies between is skipped, not invented. */
export const resolveTicket: Step<ResolveTicket> = {
  name: 'RESOLVE',
  check(check, input) {
    check.text('resolutionCode', input.resolutionCode, 100);
    check.text('resolutionNotes', input.resolutionNotes, 10_000);
  },
  apply(change, ticket, input) {
    Object.assign(ticket, {
      resolutionCode: input.resolutionCode?.trim() ?? null,
      resolutionNotes: input.resolutionNotes?.trim() ?? null,
      resolvedAt: change.occurredAt,
      resolvedByUserId: change.performer.userId,
      resolvedByKeyId: change.performer.keyId,
    });
    return [];
  },
};
