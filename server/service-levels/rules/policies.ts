import type {
  HoldReason,
  Priority,
  ServiceLevelTarget,
  TicketType,
} from '../../platform/contract/generated/enums.js';

/** What a policy asks of tickets. An empty list asks nothing. */
export interface Conditions {
  types: readonly TicketType[];
  priorities: readonly Priority[];
  serviceIds: readonly string[];
  companyIds: readonly string[];
  queueIds: readonly string[];
  formIds: readonly string[];
}

/** A service level policy, as clocks use it. */
export interface Policy extends Conditions {
  id: string;
  calendarId: string;
  /** Working minutes of each target. */
  targets: Readonly<Partial<Record<ServiceLevelTarget, number>>>;
  warnAtPercent: number;
  /** The reasons of holds that pause its clocks. */
  pauseReasons: readonly HoldReason[];
}

/** The values of a ticket that policies ask for. */
export interface Subject {
  type: string;
  priority: string;
  queueId: string;
  serviceIds: readonly string[];
  companyId: string | null;
  formId: string | null;
}

/** The kinds of conditions, the most specific first. */
export const criteria = ['FORM', 'COMPANY', 'SERVICE', 'QUEUE', 'PRIORITY', 'TYPE'] as const;
export type Criterion = (typeof criteria)[number];

const conditions: Readonly<Record<Criterion, (policy: Conditions, subject: Subject) => boolean | null>> = {
  FORM: ({ formIds }, { formId }) => isOneOf(formIds, formId),
  COMPANY: ({ companyIds }, { companyId }) => isOneOf(companyIds, companyId),
  SERVICE: ({ serviceIds: asked }, { serviceIds }) =>
    asked.length === 0 ? null : serviceIds.some((id) => asked.includes(id)),
  QUEUE: ({ queueIds }, { queueId }) => isOneOf(queueIds, queueId),
  PRIORITY: ({ priorities }, { priority }) => isOneOf(priorities, priority),
  TYPE: ({ types }, { type }) => isOneOf(types, type),
};

function isOneOf(asked: readonly string[], value: string | null): boolean | null {
  return asked.length === 0 ? null : value !== null && asked.includes(value);
}

/** The kinds of conditions of a policy that a ticket meets; null when it fails one. Empty for a policy that asks nothing. */
export function criteriaMet(policy: Conditions, subject: Subject): Criterion[] | null {
  const met: Criterion[] = [];
  for (const criterion of criteria) {
    const meets = conditions[criterion](policy, subject);
    if (meets === false) return null;
    if (meets) met.push(criterion);
  }
  return met;
}

/** The policy for a target of a ticket, and why. */
export interface Chosen {
  policy: Policy;
  because: readonly Criterion[];
}

/**
 * The most specific policy with this target: the one with the most kinds of conditions; of these, the one with the most specific kind; of
 * these, the oldest (ids have the order of their creation).
 */
export function policyFor(
  policies: readonly Policy[],
  target: ServiceLevelTarget,
  subject: Subject,
): Chosen | null {
  let best: Chosen | null = null;
  for (const policy of policies) {
    if (policy.targets[target] === undefined) continue;
    const because = criteriaMet(policy, subject);
    if (because && (!best || isBefore({ policy, because }, best))) best = { policy, because };
  }
  return best;
}

function isBefore(one: Chosen, other: Chosen): boolean {
  if (one.because.length !== other.because.length) return one.because.length > other.because.length;
  const [mine, theirs] = [rank(one), rank(other)];
  return mine === theirs ? one.policy.id < other.policy.id : mine > theirs;
}

/** A number whose highest bits are the most specific kinds. */
function rank({ because }: Chosen): number {
  return because.reduce((sum, criterion) => sum + 2 ** (criteria.length - criteria.indexOf(criterion)), 0);
}
