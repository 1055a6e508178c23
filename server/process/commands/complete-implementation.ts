import type { CompleteImplementationInput } from '../../platform/contract/generated/types.js';
import { err, ok } from '../../platform/kernel/result.js';
import { codeGiven, codeProblem } from '../../resolution-codes/index.js';
import { transitionStep } from '../../tickets/index.js';
import { foundPlan, lastPlan, proposed, updatePlan } from '../data/plan.js';

/** Ends the implementation, carried out or rolled back. Every task must be done, or skipped with a reason. */
export const completeImplementation = transitionStep<CompleteImplementationInput>()({
  name: 'COMPLETE_IMPLEMENTATION',
  gather: ({ resolutionCode }, gathering, ticketId) => ({
    plan: lastPlan(gathering, ticketId),
    code: codeGiven(gathering, resolutionCode),
  }),
  check: (check, input) => ({
    ...input,
    notes: check.optional('notes', input.notes, 10_000),
    resolutionCode: check.text('resolutionCode', input.resolutionCode, 100, 'LINE'),
    resolutionNotes: check.text('resolutionNotes', input.resolutionNotes, 10_000),
  }),
  apply(_ticket, input, taking, facts) {
    const wrong = codeProblem(facts.code, input.resolutionCode, taking);
    if (wrong) return err(wrong);
    const { outcome } = input;
    const { occurredAt, onBehalfOf } = taking;
    const writes = updatePlan(foundPlan(facts.plan), {
      completedAt: occurredAt,
      completedByUserId: onBehalfOf.userId,
      completedByKeyId: onBehalfOf.keyId,
      outcome,
      notes: input.notes,
      ...proposed(taking, input.resolutionCode, input.resolutionNotes),
    });
    return ok({ writes, changes: [{ field: 'Implementation.outcome', from: null, to: outcome }] });
  },
});
