import type { ProcessStepState } from '../../platform/contract/generated/enums.js';

/** The steps of the process, in order. */
export const stepNames = [
  'CREATION',
  'TRIAGE',
  'INVESTIGATION',
  'DIAGNOSIS',
  'PLAN',
  'APPROVAL',
  'IMPLEMENTATION',
  'VERIFICATION',
  'RESOLUTION',
  'CLOSURE',
] as const;
export type StepName = (typeof stepNames)[number];

export interface Step {
  step: StepName;
  state: ProcessStepState;
  doneAt: Date | null;
}

/** A status that the ticket reached by an event, with its time. */
export interface Passage {
  to: string;
  at: Date;
  /** Whether reaching it counts as verification: the requester closed the ticket after the fast track. */
  verified?: boolean;
}

// The step that is finished when a status is reached. The other steps follow from their order.
const standsAt: Record<string, StepName> = {
  NEW: 'TRIAGE',
  TRIAGED: 'INVESTIGATION',
  INVESTIGATING: 'DIAGNOSIS',
  PLANNING: 'PLAN',
  AWAITING_APPROVAL: 'APPROVAL',
  SCHEDULED: 'IMPLEMENTATION',
  IMPLEMENTING: 'IMPLEMENTATION',
  VERIFYING: 'VERIFICATION',
  RESOLVED: 'CLOSURE',
};

const finishedBy: Partial<Record<StepName, readonly [from: readonly string[], to: readonly string[]]>> = {
  TRIAGE: [['NEW'], ['TRIAGED']],
  INVESTIGATION: [['NEW', 'TRIAGED', 'RESOLVED', 'VERIFYING'], ['INVESTIGATING']],
  DIAGNOSIS: [['INVESTIGATING'], ['PLANNING']],
  PLAN: [['PLANNING'], ['AWAITING_APPROVAL', 'SCHEDULED', 'IMPLEMENTING']],
  APPROVAL: [['AWAITING_APPROVAL'], ['SCHEDULED', 'IMPLEMENTING']],
  IMPLEMENTATION: [['IMPLEMENTING'], ['VERIFYING']],
  VERIFICATION: [['VERIFYING'], ['RESOLVED']],
};

/**
 * The steps of a ticket in its present resolution cycle, from the statuses it reached, in order. A hold is no step: the ticket stays at the
 * step from which it was held. Steps that the ticket passed without doing them are skipped. A step that must be done again is current or
 * ahead, not done. Steps that a cancelled ticket did not do stay ahead.
 */
export function stepsOf(passages: readonly Passage[]): Step[] {
  const done = new Map<StepName, Date>();
  const first = passages[0];
  if (first) done.set('CREATION', first.at);
  let status = 'NEW';
  let cancelledFrom = status;
  for (const { to, at, verified } of passages) {
    if (to === 'ON_HOLD') {
      // A merge was undone: the ticket is on hold again, from the same status.
      if (status === 'CANCELLED') status = cancelledFrom;
      continue;
    }
    const from = status;
    status = to;
    if (to === 'CANCELLED') cancelledFrom = from;
    // Going back resets the steps that must be done again.
    const stand = standsAt[to];
    if (stand) for (const step of stepNames.slice(stepNames.indexOf(stand))) done.delete(step);
    for (const step of stepNames) {
      const [froms, tos] = finishedBy[step] ?? [[], []];
      if (froms.includes(from) && tos.includes(to)) done.set(step, at);
    }
    if (to === 'RESOLVED') done.set('RESOLUTION', at);
    if (verified) done.set('VERIFICATION', at);
    if (to === 'CLOSED') done.set('CLOSURE', at);
  }
  const stand = standsAt[status];
  const last = status === 'CLOSED' ? stepNames.length : stepNames.indexOf(stand ?? 'CLOSURE');
  return stepNames.map((step, i) => {
    const doneAt = done.get(step) ?? null;
    if (doneAt) return { step, state: 'DONE', doneAt };
    if (step === stand) return { step, state: 'CURRENT', doneAt };
    const past =
      stand || status === 'CLOSED' ? i < last : [...done.keys()].some((one) => stepNames.indexOf(one) > i);
    return { step, state: past ? 'SKIPPED' : 'AHEAD', doneAt };
  });
}
