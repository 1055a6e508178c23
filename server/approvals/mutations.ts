import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { madeId } from '../platform/graphql/made-id.js';
import { command, mutations } from '../platform/graphql/mutations.js';
import type { Result } from '../platform/kernel/result.js';
import { ticketPayload } from '../tickets/payloads.js';
import { decideApproval } from './commands/decide-approval.js';
import { delegateApproval } from './commands/delegate-approval.js';
import { createApprovalPolicy, updateApprovalPolicy } from './commands/policies.js';
import { approvalsById, policiesById } from './data/reads.js';
import { toApproval, toPolicy } from './node.js';

export const approvalMutations = mutations({
  decideApproval: command(decideApproval, approvalPayload),
  delegateApproval: command(delegateApproval, approvalPayload),
  createApprovalPolicy: command(createApprovalPolicy, policyPayload),
  updateApprovalPolicy: command(updateApprovalPolicy, policyPayload),
});

async function approvalPayload(ctx: Context, result: Result<{ approvalId: string; ticketId: string }>) {
  const shown = await ticketPayload(ctx, result);
  const approval = result.ok ? await ctx.reads.load(approvalsById, result.value.approvalId) : null;
  return { ...shown, approval: approval ? toApproval(approval) : null };
}

async function policyPayload(ctx: Context, result: Result<{ policyId: string }>) {
  const policy = result.ok ? await ctx.reads.load(policiesById, result.value.policyId) : null;
  const approvalPolicyId = madeId('ApprovalPolicy', result, ({ policyId }) => policyId);
  return {
    approvalPolicy: policy ? toPolicy(policy) : null,
    approvalPolicyId,
    errors: await errorsOf(ctx, result),
  };
}
