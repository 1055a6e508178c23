import type { Approval, ApprovalPolicy, Approver } from '../platform/contract/generated/types.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import type { ApprovalPolicyRow, ApprovalRow } from './data/entities.js';
import type { ApproverOfApproval } from './data/reads.js';

export type ApprovalNode = Approval & { row: ApprovalRow };
export type ApproverNode = Approver & { row: ApproverOfApproval };
export type PolicyNode = ApprovalPolicy & { row: ApprovalPolicyRow };

/** The contract's plain fields of an approval. */
export function toApproval(row: ApprovalRow): ApprovalNode {
  return {
    __typename: 'Approval',
    row,
    id: toGlobalId('Approval', row.id),
    rule: row.rule,
    needed: row.needed,
    state: row.state,
    requestedAt: row.requestedAt,
    dueAt: row.dueAt ?? null,
    overdue: row.overdue,
    decidedAt: row.decidedAt ?? null,
  };
}

/** The contract's plain fields of an approver. */
export function toApprover(row: ApproverOfApproval): ApproverNode {
  const { decision = null, reason = null, decidedAt = null, isPending } = row;
  const obstacle = decision ? null : row.obstacle;
  return { row, decision, reason, decidedAt, obstacle, canDecide: isPending && !decision && !obstacle };
}

/** The contract's plain fields of a policy. */
export function toPolicy(row: ApprovalPolicyRow): PolicyNode {
  return {
    __typename: 'ApprovalPolicy',
    row,
    id: toGlobalId('ApprovalPolicy', row.id),
    name: row.name,
    ticketType: row.ticketType,
    changeKind: row.changeKind ?? null,
    risk: row.risk ?? null,
    rule: row.rule,
    quorum: row.quorum ?? null,
    dueHours: row.dueHours ?? null,
    remindHours: row.remindHours ?? null,
    active: row.active,
    version: row.version,
  };
}
