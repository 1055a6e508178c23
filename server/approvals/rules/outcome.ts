import type { ApprovalState, ApproverDecision } from '../../platform/contract/generated/types.js';

/** What the decisions so far amount to: one rejection rejects, so many approvals as are needed approve. */
export function outcomeOf(
  needed: number,
  decisions: readonly (ApproverDecision | null)[],
): Exclude<ApprovalState, 'WITHDRAWN'> {
  if (decisions.includes('REJECTED')) return 'REJECTED';
  return decisions.filter((decision) => decision === 'APPROVED').length >= needed ? 'APPROVED' : 'PENDING';
}
