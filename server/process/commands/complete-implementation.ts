import type { Step, TicketInput } from '../../tickets/index.js';
import type { ImplementationOutcome } from '../entities.js';
import { presentPlan } from '../plan.js';

export interface CompleteImplementation extends TicketInput {
  outcome?: ImplementationOutcome | null;
  notes?: string | null;
  resolutionCode?: string | null;
  resolutionNotes?: string | null;
}

/** Ends the implementation, done or rolled back: every task is done, or skipped with a reason. */
export const completeImplementation: Step<CompleteImplementation> = {
  name: 'COMPLETE_IMPLEMENTATION',
  check(check, input) {
    check.text('notes', input.notes || null, 10_000);
    check.text('resolutionCode', input.resolutionCode || null, 100);
    check.text('resolutionNotes', input.resolutionNotes || null, 10_000);
  },
  async apply(change, ticket, input) {
    const plan = await presentPlan(change, ticket.id);
    Object.assign(plan, {
      completedAt: change.occurredAt,
      completedByUserId: change.performer.userId,
      completedByKeyId: change.performer.keyId,
      outcome: input.outcome,
      notes: input.notes?.trim() || null,
      proposedCode: input.resolutionCode?.trim() || null,
      proposedNotes: input.resolutionNotes?.trim() || null,
    });
    return { changes: [{ field: 'implementationOutcome', from: null, to: input.outcome }] };
  },
};
