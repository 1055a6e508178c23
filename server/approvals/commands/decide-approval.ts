import { shown } from '../../platform/actor/asking.js';
import { command, type FactsOf } from '../../platform/commands/command.js';
import type { ApproverDecision } from '../../platform/contract/generated/enums.js';
import type { DecideApprovalInput } from '../../platform/contract/generated/types.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { updateOf } from '../../platform/db/write-rows.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { invalid, type UserError } from '../../platform/kernel/user-errors.js';
import { begun, foundPlan, updatePlan } from '../../process/index.js';
import {
  decideTransition,
  factsOfTransition,
  rolesOn,
  type Stepped,
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
  announces: ({ approvalId }, gathering) => ({
    types: ['PLAN_APPROVED', 'PLAN_REJECTED'],
    ticketIds: sql`array[${ticketOfApproval(gathering, approvalId)}]`,
  }),
  gather(input, gathering) {
    const ticketId = ticketOfApproval(gathering, input.approvalId);
    return {
      ...approvalToChange(input.approvalId, gathering),
      ...factsOfTransition(
        steps[input.decision],
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
    const moved = decideTransition(steps[input.decision], facts, loaded.value, given, deciding);
    if (!moved.ok) return err(...moved.errors.map(ofApproval));
    const { id: approvalId } = loaded.value.approval;
    // An approver who rejects a plan can no longer see the ticket, unless they work it.
    const sees = input.decision === 'APPROVE' || rolesOn(deciding.actor, loaded.value.facts).has('WORKER');
    return ok({
      ...moved.value,
      value: { ticketId: ticket.id, approvalId },
      shows: sees ? moved.value.shows : [],
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

const check: Step['check'] = (inputCheck, input) => ({
  ...input,
  reason: inputCheck.optional('reason', input.reason, 2000),
});

const approve: Step = {
  name: 'APPROVE',
  check,
  reason: ({ reason }) => reason,
  apply(_ticket, input, taking, facts) {
    const decided = decisionOn(facts, 'APPROVED', input, taking);
    if (!decided.ok) return decided;
    const { state, ...stepped } = decided.value;
    if (state !== 'APPROVED') return ok({ ...stepped, to: 'AWAITING_APPROVAL' });
    const plan = foundPlan(facts.plan);
    if (plan.windowStart) return ok({ ...stepped, to: 'SCHEDULED' });
    const writes = [...stepped.writes, ...updatePlan(plan, begun(taking))];
    return ok({ ...stepped, writes, to: 'IMPLEMENTING' });
  },
};

const reject: Step = {
  name: 'REJECT',
  check,
  reason: ({ reason }) => reason,
  apply(_ticket, input, taking, facts) {
    const decided = decisionOn(facts, 'REJECTED', input, taking);
    if (!decided.ok) return decided;
    const { state: _, ...stepped } = decided.value;
    return ok(stepped);
  },
};

const steps = { APPROVE: approve, REJECT: reject };

/** The actor's decision, the approval after it, and its state. */
function decisionOn(
  { approval: [before], approvers }: FactsOf<ApprovalAsked>,
  decision: ApproverDecision,
  { reason }: Decided,
  { onBehalfOf, occurredAt }: Taking,
): Result<Stepped & { state: ApprovalRow['state']; writes: Sql[] }> {
  const own = approvers.find(({ userId }) => userId === onBehalfOf.userId);
  // The transition checks that the actor is an approver of the plan in force; this approval can belong to an earlier plan.
  if (own?.decision)
    return err(invalid(['approvalId'], 'STATE', `You have already decided: ${own.decision}.`));
  if (before?.state !== 'PENDING' || !own)
    return err(invalid(['approvalId'], 'STATE', `The approval is already ${before?.state}.`));
  const state = outcomeOf(
    before.needed,
    approvers.map((one) => (one === own ? decision : (one.decision ?? null))),
  );
  const approval = state === 'PENDING' ? before : { ...before, state, decidedAt: occurredAt };
  const decided = { ...own, decision, reason: reason ?? null, decidedAt: occurredAt };
  const writes = [
    updateOf(ApproverEntity, own, decided, ['organisationId', 'approvalId', 'userId']),
    updateOf(ApprovalEntity, before, approval),
  ].filter((write) => write !== null);
  const changes: Stepped['changes'] = [{ field: 'Approval.id', from: null, to: approval.id }];
  return ok({ state, changes, writes, shows: [shown(approvalsById, approval.id, approval)] });
}
