import { eventReactions } from '../platform/commands/reactions.js';
import { transitionFact, workflowPoint } from '../tickets/index.js';
import { planProgress } from './data/plan-progress.js';
import { skipOpenTasks, verifyByClosing } from './fast-track.js';
import { likelyAfterApproval, likelyAfterPlan, tasksFinished } from './rules/gates.js';
import { outsideWindow, type Window } from './rules/window.js';

declare module '../tickets/workflow/decide.js' {
  interface TransitionState {
    /** Tasks of its plan that are neither done nor skipped. */
    openTasks?: number | undefined;
    /** When its plan is to be implemented. */
    window?: Window | null | undefined;
    /** Whether the user who asks has decided about its plan. */
    hasDecided?: boolean | undefined;
  }
}

/** The parts of the process that diagnoses, plans and verifications add. */
export const processWorkflow = [
  workflowPoint.add({
    facts: {
      planProgress: transitionFact({
        about: ['APPROVE', 'REJECT', 'START_IMPLEMENTATION', 'COMPLETE_IMPLEMENTATION'],
        rows: planProgress,
        state: (row, userId) => {
          if (!row) return { openTasks: 0, window: null, approvers: [], hasDecided: false };
          const { openTasks, windowStart, windowEnd, approvers, decided } = row;
          // In the transaction of a command, times come as texts.
          const window =
            windowStart && windowEnd ? { start: new Date(windowStart), end: new Date(windowEnd) } : null;
          return { openTasks, window, approvers, hasDecided: userId !== null && decided.includes(userId) };
        },
      }),
    },
    gates: [tasksFinished],
    likely: { APPROVE: likelyAfterApproval, SUBMIT_PLAN: likelyAfterPlan },
    requires: {
      START_IMPLEMENTATION: (state, now) => (outsideWindow(state, now) ? ['outsideWindowReason'] : []),
    },
    after: { CLOSE: verifyByClosing },
  }),
  eventReactions.add(skipOpenTasks),
];
