import { shown } from '../../platform/actor/asking.js';
import { command, type FactsOf } from '../../platform/commands/command.js';
import type { ApproverDecision } from '../../platform/contract/generated/enums.js';
import type { DecideApprovalInput } from '../../platform/contract/generated/types.js';
import type { Sql } from '../../platform/db/sql.js';
import { updateOf } from '../../platform/db/write-rows.js';
import type { FieldChange } from '../../platform/events/event.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { invalid, type UserError } from '../../platform/kernel/user-errors.js';
import { begun, foundPlan, updatePlan } from '../../process/index.js';
import {
  decideTransition,
  factsOfTransition,
  type Taking,
  type TransitionInput,
  type TransitionStep,
} from '../../tickets/index.js';
import { ApprovalEntity, type ApprovalRow, ApproverEntity } from '../data/entities.js';
import { approvalToChange, loadedApproval, ticketOfApproval } from '../data/gather.js';
import { approvalsById } from '../data/reads.js';
import { outcomeOf } from '../rules/outcome.js';

type Decided = TransitionInput & Pick<DecideApprovalInput, 'reason'>;

/** Approves or rejects a plan, as one of its approvers. */
export const decideApproval = command<DecideApprovalInput>()({
  operation: 'decideApproval',
  gather(input, gathering) {
    const ticketId = ticketOfApproval(gathering, input.approvalId);
    return {
      ...approvalToChange(input.approvalId, gathering),
      ...factsOfTransition(
        steps[input.decision].step,
        { ticketId: '', comment: input.comment ?? null },
        gathering,
        ticketId,
      ),
    };
  },
  decide(facts, input, deciding) {
    const loaded = loadedApproval(facts, input.approvalId);
    if (!loaded.ok) return loaded;
    const { ticket } = loaded.value;
    const { expectedVersion = null, reason = null, comment = null } = input;
    const given = { ticketId: toGlobalId('Ticket', ticket.id), expectedVersion, reason, comment };
    const { step, decision } = steps[input.decision];
    const moved = decideTransition(step, facts, loaded.value, given, deciding);
    if (!moved.ok) return err(...moved.errors.map(ofApproval));
    const decided = decisionOn(facts, decision, given, deciding);
    if (!decided.ok) return decided;
    const { approval } = decided.value;
    return ok({
      ...moved.value,
      value: { ticketId: ticket.id, approvalId: approval.id },
      shows: [...moved.value.shows, shown(approvalsById, approval.id, approval)],
    });
  },
});

/** The approval identifies the ticket. */
function ofApproval(refusal: UserError): UserError {
  return refusal.path.join('.') === 'input.ticketId'
    ? { ...refusal, path: ['input', 'approvalId'] }
    : refusal;
}

type ApprovalAsked = ReturnType<typeof approvalToChange>;
type Step = TransitionStep<Decided, ApprovalAsked>;

const check: Step['check'] = (inputCheck, { reason }) => void inputCheck.text('reason', reason || null, 2000);

const approve: Step = {
  name: 'APPROVE',
  check,
  reason: ({ reason }) => reason,
  apply(_ticket, input, taking, facts) {
    const decided = decisionOn(facts, 'APPROVED', input, taking);
    if (!decided.ok) return decided;
    const { approval, changes, writes } = decided.value;
    if (approval.state !== 'APPROVED') return ok({ changes, writes, to: 'AWAITING_APPROVAL' });
    const plan = foundPlan(facts.plan);
    if (plan.windowStart) return ok({ changes, writes, to: 'SCHEDULED' });
    return ok({ changes, writes: [...writes, ...updatePlan(plan, begun(taking))], to: 'IMPLEMENTING' });
  },
};

const reject: Step = {
  name: 'REJECT',
  check,
  reason: ({ reason }) => reason,
  apply(_ticket, input, taking, facts) {
    const decided = decisionOn(facts, 'REJECTED', input, taking);
    if (!decided.ok) return decided;
    const { changes, writes } = decided.value;
    return ok({ changes, writes });
  },
};

const steps = {
  APPROVE: { step: approve, decision: 'APPROVED' },
  REJECT: { step: reject, decision: 'REJECTED' },
} as const;

/** The actor's decision, and the approval after it. */
function decisionOn(
  { approval: [before], approvers }: FactsOf<ApprovalAsked>,
  decision: ApproverDecision,
  { reason }: Decided,
  { onBehalfOf, occurredAt }: Taking,
): Result<{ approval: ApprovalRow; changes: FieldChange<'Approval.id'>[]; writes: Sql[] }> {
  const own = approvers.find(({ userId }) => userId === onBehalfOf.userId);
  // The transition checks that the actor is an approver of the plan in force; this approval can belong to an earlier plan.
  if (before?.state !== 'PENDING' || !own || own.decision)
    return err(invalid(['approvalId'], 'STATE', `The approval is already ${before?.state}.`));
  const state = outcomeOf(
    before.needed,
    approvers.map((one) => (one === own ? decision : (one.decision ?? null))),
  );
  const approval = state === 'PENDING' ? before : { ...before, state, decidedAt: occurredAt };
  const decided = { ...own, decision, reason: reason?.trim() || null, decidedAt: occurredAt };
  const writes = [
    updateOf(ApproverEntity, own, decided, ['organisationId', 'approvalId', 'userId']),
    updateOf(ApprovalEntity, before, approval),
  ].filter((write) => write !== null);
  return ok({ approval, changes: [{ field: 'Approval.id', from: null, to: approval.id }], writes });
}
