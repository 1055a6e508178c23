import type { ResolveTicketInput } from '../../platform/contract/generated/types.js';
import { ok } from '../../platform/kernel/result.js';
import type { TicketRow } from '../data/entities.js';
import type { TransitionStep } from '../workflow/transition-command.js';
import type { Taking } from '../workflow/workflow.js';

/** Resolves a ticket by the fast track: the steps in between are skipped. */
export const resolveTicket: TransitionStep<ResolveTicketInput> = {
  name: 'RESOLVE',
  check: (check, input) => ({
    ...input,
    resolutionCode: check.text('resolutionCode', input.resolutionCode, 100, 'LINE'),
    resolutionNotes: check.text('resolutionNotes', input.resolutionNotes, 10_000),
  }),
  apply(ticket, input, taking) {
    resolveWith(taking, ticket, input);
    return ok({});
  },
};

/** Sets the resolution of a ticket. */
export function resolveWith(
  { occurredAt, onBehalfOf }: Pick<Taking, 'occurredAt' | 'onBehalfOf'>,
  ticket: TicketRow,
  { resolutionCode, resolutionNotes }: Pick<ResolveTicketInput, 'resolutionCode' | 'resolutionNotes'>,
): void {
  Object.assign(ticket, {
    resolutionCode,
    resolutionNotes,
    resolvedAt: occurredAt,
    resolvedByUserId: onBehalfOf.userId,
    resolvedByKeyId: onBehalfOf.keyId,
  });
}
