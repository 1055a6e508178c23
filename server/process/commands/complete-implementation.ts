import type { CompleteImplementationInput } from '../../platform/contract/generated/types.js';
import { ok } from '../../platform/kernel/result.js';
import { transitionStep } from '../../tickets/index.js';
import { foundPlan, planInForce, updatePlan } from '../data/plan.js';

/** Ends the implementation, carried out or rolled back. Every task must be done, or skipped with a reason. */
export const completeImplementation = transitionStep<CompleteImplementationInput>()({
  name: 'COMPLETE_IMPLEMENTATION',
  gather: (_input, gathering, ticketId) => ({ plan: planInForce(gathering, ticketId) }),
  check: (check, input) => ({
    ...input,
    notes: check.optional('notes', input.notes, 10_000),
    resolutionCode: check.optional('resolutionCode', input.resolutionCode, 100, 'LINE'),
    resolutionNotes: check.optional('resolutionNotes', input.resolutionNotes, 10_000),
  }),
  apply(_ticket, input, { occurredAt, onBehalfOf }, facts) {
    const { outcome } = input;
    const writes = updatePlan(foundPlan(facts.plan), {
      completedAt: occurredAt,
      completedByUserId: onBehalfOf.userId,
      completedByKeyId: onBehalfOf.keyId,
      outcome,
      notes: input.notes,
      proposedCode: input.resolutionCode,
      proposedNotes: input.resolutionNotes,
    });
    return ok({ writes, changes: [{ field: 'Implementation.outcome', from: null, to: outcome }] });
  },
});
