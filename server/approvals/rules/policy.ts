import type { ApprovalRule, ChangeKind, Risk, TicketType } from '../../platform/contract/generated/types.js';

/** The conditions and the rule of a policy. */
export interface Policy {
  id: string;
  ticketType: TicketType;
  changeKind?: ChangeKind | null;
  risk?: Risk | null;
  categoryId?: string | null;
  rule: ApprovalRule;
  quorum?: number | null;
}

/** The facts of a plan on which its approval depends. */
export interface Planned {
  ticketType: TicketType;
  changeKind: ChangeKind | null;
  risk: Risk | null;
  /** Its category and subcategory. */
  categoryIds: readonly string[];
}

/** The most specific policy that applies to a plan: category before risk before kind of change, then the oldest. Null when none applies. */
export function policyFor<P extends Policy>(policies: readonly P[], planned: Planned): P | null {
  const fitting = policies.filter((policy) => fits(policy, planned));
  const order = (one: P, other: P) => weight(other) - weight(one) || (one.id < other.id ? -1 : 1);
  return fitting.toSorted(order)[0] ?? null;
}

function fits(policy: Policy, { ticketType, changeKind, risk, categoryIds }: Planned): boolean {
  return (
    policy.ticketType === ticketType &&
    (!policy.changeKind || policy.changeKind === changeKind) &&
    (!policy.risk || policy.risk === risk) &&
    (!policy.categoryId || categoryIds.includes(policy.categoryId))
  );
}

function weight({ categoryId, risk, changeKind }: Policy): number {
  return (categoryId ? 4 : 0) + (risk ? 2 : 0) + (changeKind ? 1 : 0);
}

/**
 * How many of the approvers must approve; null when no approval is needed. A STANDARD change needs none, an EMERGENCY change exactly one, a
 * NORMAL change at least one. Others need what their policy says.
 */
export function approvalAsked(
  changeKind: ChangeKind | null,
  policy: Pick<Policy, 'rule' | 'quorum'> | null,
  approvers: number,
): { rule: ApprovalRule; needed: number } | null {
  if (changeKind === 'STANDARD') return null;
  if (changeKind === 'EMERGENCY') return { rule: 'ANY_ONE', needed: 1 };
  if (!policy) return changeKind === 'NORMAL' ? { rule: 'ANY_ONE', needed: 1 } : null;
  const { rule, quorum } = policy;
  if (rule === 'ALL_OF') return { rule, needed: Math.max(approvers, 1) };
  return { rule, needed: rule === 'QUORUM' ? (quorum ?? 1) : 1 };
}
