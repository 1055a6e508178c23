import type { ApprovalState, ApproverDecision } from '../../platform/contract/generated/types.js';

/** The result of the decisions so far: one rejection rejects; the needed number of approvals approves. */
export function outcomeOf(
  needed: number,
  decisions: readonly (ApproverDecision | null)[],
): Exclude<ApprovalState, 'WITHDRAWN'> {
  if (decisions.includes('REJECTED')) return 'REJECTED';
  return decisions.filter((decision) => decision === 'APPROVED').length >= needed ? 'APPROVED' : 'PENDING';
}
