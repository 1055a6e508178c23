import type { ImplementationOutcome } from '../../platform/contract/generated/enums.js';
import type { TicketInput, TransitionHandler } from '../../tickets/index.js';
import { presentPlan } from '../data/plan.js';

export interface CompleteImplementation extends TicketInput {
  outcome?: ImplementationOutcome | null;
  notes?: string | null;
  resolutionCode?: string | null;
  resolutionNotes?: string | null;
}

/** Ends the implementation, carried out or rolled back. Every task must be done, or skipped with a reason. */
export const completeImplementation: TransitionHandler<CompleteImplementation> = {
  name: 'COMPLETE_IMPLEMENTATION',
  check(check, input) {
    check.text('notes', input.notes || null, 10_000);
    check.text('resolutionCode', input.resolutionCode || null, 100);
    check.text('resolutionNotes', input.resolutionNotes || null, 10_000);
  },
  async applyIn(command, ticket, input) {
    const plan = await presentPlan(command, ticket.id);
    Object.assign(plan, {
      completedAt: command.occurredAt,
      completedByUserId: command.onBehalfOf.userId,
      completedByKeyId: command.onBehalfOf.keyId,
      outcome: input.outcome,
      notes: input.notes?.trim() || null,
      proposedCode: input.resolutionCode?.trim() || null,
      proposedNotes: input.resolutionNotes?.trim() || null,
    });
    return { changes: [{ field: 'implementationOutcome', from: null, to: input.outcome }] };
  },
};
