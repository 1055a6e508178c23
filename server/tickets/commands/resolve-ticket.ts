import type { Change } from '../../changes/change.js';
import { skipOpenTasks } from '../../process/index.js';
import type { TicketRow } from '../entities.js';
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
  async apply(change, ticket, input) {
    resolveWith(change, ticket, input);
    await skipOpenTasks(change, ticket.id);
    return {};
  },
};

/** Writes how a ticket was resolved. */
export function resolveWith(
  change: Change,
  ticket: TicketRow,
  { resolutionCode, resolutionNotes }: Omit<ResolveTicket, keyof TicketInput>,
): void {
  Object.assign(ticket, {
    resolutionCode: resolutionCode?.trim() ?? null,
    resolutionNotes: resolutionNotes?.trim() ?? null,
    resolvedAt: change.occurredAt,
    resolvedByUserId: change.performer.userId,
    resolvedByKeyId: change.performer.keyId,
  });
}
