import type { Change } from '../../changes/change.js';
import { toGlobalId } from '../../kernel/ids.js';
import { invalid, type Refusal } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { begin, presentPlan } from '../../process/index.js';
import { type Step, type TicketInput, transition } from '../../tickets/index.js';
import { lockedApproval, visibleApproval } from '../load.js';
import { outcomeOf } from '../rules/outcome.js';

export interface DecideApproval {
  approvalId: string;
  expectedVersion?: number | null;
  decision: 'APPROVE' | 'REJECT';
  reason?: string | null;
}

interface Deciding extends TicketInput {
  approvalId: string;
  reason?: string | null;
}

/** Approves or rejects a plan, as one of those who are asked. */
export async function decideApproval(
  change: Change,
  input: DecideApproval,
): Promise<Result<{ approvalId: string; ticketId: string }>> {
  const found = await visibleApproval(change, input.approvalId);
  if (!found.ok) return found;
  const { id: approvalId, ticketId } = found.value;
  const { expectedVersion = null, reason = null } = input;
  const given = { ticketId: toGlobalId('Ticket', ticketId), approvalId, expectedVersion, reason };
  const step = input.decision === 'APPROVE' ? approve : reject;
  const result = await transition<Deciding>(change, step, given);
  return result.ok ? done({ approvalId, ticketId }) : refused(...result.errors.map(ofApproval));
}

/** The ticket is named by the approval here. */
function ofApproval(refusal: Refusal): Refusal {
  return refusal.path.join('.') === 'input.ticketId'
    ? { ...refusal, path: ['input', 'approvalId'] }
    : refusal;
}

const checkReason: Step<Deciding>['check'] = (check, { reason }) =>
  void check.text('reason', reason || null, 2000);

const approve: Step<Deciding> = {
  name: 'APPROVE',
  check: checkReason,
  reason: ({ reason }) => reason,
  async apply(change, ticket, { approvalId, reason }) {
    const decided = await decide(change, approvalId, 'APPROVED', reason);
    if (!decided.ok) return decided.errors;
    const changes = [{ field: 'approval', from: null, to: approvalId }];
    if (decided.value.state !== 'APPROVED') return { changes, to: 'AWAITING_APPROVAL' };
    const plan = await presentPlan(change, ticket.id);
    if (plan.windowStart) return { changes, to: 'SCHEDULED' };
    begin(change, plan);
    return { changes, to: 'IMPLEMENTING' };
  },
};

const reject: Step<Deciding> = {
  name: 'REJECT',
  check: checkReason,
  reason: ({ reason }) => reason,
  async apply(change, _ticket, { approvalId, reason }) {
    const decided = await decide(change, approvalId, 'REJECTED', reason);
    if (!decided.ok) return decided.errors;
    return { changes: [{ field: 'approval', from: null, to: approvalId }] };
  },
};

/** Writes down what the actor decides, and what follows for the approval. */
async function decide(
  change: Change,
  approvalId: string,
  decision: 'APPROVED' | 'REJECTED',
  reason: string | null | undefined,
): Promise<Result<{ state: string }>> {
  const { approval, approvers } = await lockedApproval(change, approvalId);
  const { performer, occurredAt } = change;
  const own = approvers.find(({ userId }) => userId === performer.userId);
  // The process knows that the actor is asked about the plan that counts; this may be the approval of an earlier one.
  if (approval.state !== 'PENDING' || !own || own.decision)
    return refused(invalid(['approvalId'], 'STATE', `The approval is ${approval.state} already.`));
  Object.assign(own, { decision, reason: reason?.trim() || null, decidedAt: occurredAt });
  const state = outcomeOf(
    approval.needed,
    approvers.map((approver) => approver.decision ?? null),
  );
  if (state !== 'PENDING') Object.assign(approval, { state, decidedAt: occurredAt });
  return done({ state });
}
