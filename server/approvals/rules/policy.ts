import type { ApprovalRule, ChangeKind, Risk, TicketType } from '../../platform/contract/generated/types.js';

/** Which plans a policy is about, and how many have to approve them. */
export interface Policy {
  id: string;
  ticketType: TicketType;
  changeKind?: ChangeKind | null;
  risk?: Risk | null;
  categoryId?: string | null;
  rule: ApprovalRule;
  quorum?: number | null;
}

/** What decides about the approval of a plan. */
export interface Planned {
  ticketType: TicketType;
  changeKind: ChangeKind | null;
  risk: Risk | null;
  /** Its category and subcategory. */
  categoryIds: readonly string[];
}

/** The most specific of the policies that fit a plan: category before risk before kind of change, then the oldest. Null: none fits. */
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
 * How many of so many approvers have to approve; null when no approval is asked for. A STANDARD change is approved beforehand, an
 * EMERGENCY change needs one, a NORMAL change always needs some; everything else only what a policy asks for.
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
