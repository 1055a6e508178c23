import type { CommandContext } from '../../platform/commands/command-context.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { invalid, type UserError } from '../../platform/kernel/user-errors.js';
import { begin, presentPlan } from '../../process/index.js';
import { runTransition, type TicketInput, type TransitionHandler } from '../../tickets/index.js';
import { lockedApproval, visibleApproval } from '../data/load.js';
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

/** Approves or rejects a plan, as one of its approvers. */
export async function decideApproval(
  command: CommandContext,
  input: DecideApproval,
): Promise<Result<{ approvalId: string; ticketId: string }>> {
  const found = await visibleApproval(command, input.approvalId);
  if (!found.ok) return found;
  const { id: approvalId, ticketId } = found.value;
  const { expectedVersion = null, reason = null } = input;
  const given = { ticketId: toGlobalId('Ticket', ticketId), approvalId, expectedVersion, reason };
  const step = input.decision === 'APPROVE' ? approve : reject;
  const result = await runTransition<Deciding>(command, step, given);
  return result.ok ? ok({ approvalId, ticketId }) : err(...result.errors.map(ofApproval));
}

/** The approval identifies the ticket. */
function ofApproval(refusal: UserError): UserError {
  return refusal.path.join('.') === 'input.ticketId'
    ? { ...refusal, path: ['input', 'approvalId'] }
    : refusal;
}

const checkReason: TransitionHandler<Deciding>['check'] = (check, { reason }) =>
  void check.text('reason', reason || null, 2000);

const approve: TransitionHandler<Deciding> = {
  name: 'APPROVE',
  check: checkReason,
  reason: ({ reason }) => reason,
  async applyIn(command, ticket, { approvalId, reason }) {
    const decided = await decide(command, approvalId, 'APPROVED', reason);
    if (!decided.ok) return decided.errors;
    const changes = [{ field: 'approval', from: null, to: approvalId }];
    if (decided.value.state !== 'APPROVED') return { changes, to: 'AWAITING_APPROVAL' };
    const plan = await presentPlan(command, ticket.id);
    if (plan.windowStart) return { changes, to: 'SCHEDULED' };
    begin(command, plan);
    return { changes, to: 'IMPLEMENTING' };
  },
};

const reject: TransitionHandler<Deciding> = {
  name: 'REJECT',
  check: checkReason,
  reason: ({ reason }) => reason,
  async applyIn(command, _ticket, { approvalId, reason }) {
    const decided = await decide(command, approvalId, 'REJECTED', reason);
    if (!decided.ok) return decided.errors;
    return { changes: [{ field: 'approval', from: null, to: approvalId }] };
  },
};

/** Records the actor's decision, and its consequence for the approval. */
async function decide(
  command: CommandContext,
  approvalId: string,
  decision: 'APPROVED' | 'REJECTED',
  reason: string | null | undefined,
): Promise<Result<{ state: string }>> {
  const { approval, approvers } = await lockedApproval(command, approvalId);
  const { onBehalfOf, occurredAt } = command;
  const own = approvers.find(({ userId }) => userId === onBehalfOf.userId);
  // The transition checks that the actor is an approver of the plan in force; this approval can belong to an earlier plan.
  if (approval.state !== 'PENDING' || !own || own.decision)
    return err(invalid(['approvalId'], 'STATE', `The approval is already ${approval.state}.`));
  Object.assign(own, { decision, reason: reason?.trim() || null, decidedAt: occurredAt });
  const state = outcomeOf(
    approval.needed,
    approvers.map((approver) => approver.decision ?? null),
  );
  if (state !== 'PENDING') Object.assign(approval, { state, decidedAt: occurredAt });
  return ok({ state });
}
