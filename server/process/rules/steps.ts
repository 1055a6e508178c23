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
  state: 'DONE' | 'CURRENT' | 'AHEAD' | 'SKIPPED';
  at: Date | null;
}

/** A status that a ticket came to: by its event, at a time. */
export interface Passage {
  to: string;
  at: Date;
  /** Whether it was verified by coming there: by the close of its requester, after a fast track. */
  verified?: boolean;
}

// Which step is finished by coming to a status, from the step's point of view; the rest follows from their order.
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
 * The steps of a ticket in its present cycle of resolution, from the statuses it came to in order. A hold is no step: it stands where it was.
 * What the ticket came past without doing it is skipped; nothing is invented. A step that is to be done again is not done: it is
 * current or ahead. Of a cancelled ticket, what was not done stays ahead: nobody skipped it.
 */
export function stepsOf(passages: readonly Passage[]): Step[] {
  const done = new Map<StepName, Date>();
  const first = passages[0];
  if (first) done.set('CREATION', first.at);
  let status = 'NEW';
  let cancelledFrom = status;
  for (const { to, at, verified } of passages) {
    if (to === 'ON_HOLD') {
      // A merge was taken back: it is on hold again from where it was.
      if (status === 'CANCELLED') status = cancelledFrom;
      continue;
    }
    const from = status;
    status = to;
    if (to === 'CANCELLED') cancelledFrom = from;
    // Going back undoes what has to be done again.
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
    const at = done.get(step) ?? null;
    if (at) return { step, state: 'DONE', at };
    if (step === stand) return { step, state: 'CURRENT', at };
    const past =
      stand || status === 'CLOSED' ? i < last : [...done.keys()].some((one) => stepNames.indexOf(one) > i);
    return { step, state: past ? 'SKIPPED' : 'AHEAD', at };
  });
}
