import { eventReactions } from '../platform/commands/reactions.js';
import { type Requirement, type TransitionState, transitionFact, workflowPoint } from '../tickets/index.js';
import { planProgress } from './data/plan-progress.js';
import { skipOpenTasks, verifyByClosing } from './fast-track.js';
import { likelyAfterApproval, likelyAfterPlan, tasksFinished } from './rules/gates.js';
import { outsideWindow, type Window } from './rules/window.js';

declare module '../tickets/workflow/transition-state.js' {
  interface TransitionState {
    /** Tasks of its plan that are neither done nor skipped. */
    openTasks?: number | undefined;
    /** When its plan is to be implemented. */
    window?: Window | null | undefined;
    /** Whether its plan has a resolution code and notes, which the implementation proposed. */
    codeProposed?: boolean | undefined;
    notesProposed?: boolean | undefined;
  }
}

/** A part of the resolution of a ticket that passes its verification, unless the implementation proposed it. Requesters never write it. */
function resolution(field: string, proposed: (state: TransitionState) => boolean): Requirement {
  return {
    anyOf: [field],
    when: { field: 'outcome', in: ['PASSED'] },
    needed: ({ status }, { roles }) => status === 'VERIFYING' && roles.has('WORKER'),
    already: { [field]: proposed },
  };
}

/** The parts of the process that diagnoses, plans and verifications add. */
export const processWorkflow = [
  workflowPoint.add({
    facts: {
      planProgress: transitionFact({
        about: [
          'APPROVE',
          'REJECT',
          'WITHDRAW_PLAN',
          'START_IMPLEMENTATION',
          'COMPLETE_IMPLEMENTATION',
          'VERIFY',
        ],
        rows: planProgress,
        state: (row) => {
          if (!row) return { openTasks: 0, window: null, submitters: [] };
          const { windowStart, windowEnd, ...progress } = row;
          // In the transaction of a command, times come as texts.
          const window =
            windowStart && windowEnd ? { start: new Date(windowStart), end: new Date(windowEnd) } : null;
          return { ...progress, window };
        },
      }),
    },
    gates: [tasksFinished],
    likely: { APPROVE: likelyAfterApproval, SUBMIT_PLAN: likelyAfterPlan },
    requires: {
      START_IMPLEMENTATION: [
        { anyOf: ['outsideWindowReason'], needed: (state, { now }) => outsideWindow(state, now) },
      ],
      VERIFY: [
        resolution('resolutionCode', ({ codeProposed }) => codeProposed === true),
        resolution('resolutionNotes', ({ notesProposed }) => notesProposed === true),
      ],
    },
    after: { CLOSE: verifyByClosing },
  }),
  eventReactions.add(skipOpenTasks),
];
