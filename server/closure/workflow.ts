import { eventReactions } from '../platform/commands/reactions.js';
import { transitionFact, workflowPoint } from '../tickets/index.js';
import { reviewedRows } from './data/reviewed.js';
import { openSurvey } from './data/surveys.js';
import { needsReview, reviewed } from './rules/review.js';

declare module '../tickets/workflow/transition-state.js' {
  interface TransitionState {
    /** Whether the present cycle of resolution was reviewed. */
    reviewed?: boolean | undefined;
  }
}

/** The parts of the process that reviews and surveys add. */
export const closureWorkflow = [
  workflowPoint.add({
    facts: {
      reviewed: transitionFact({
        about: ['CLOSE'],
        concerns: (ticket) => ticket.status === 'RESOLVED' && needsReview(ticket),
        rows: reviewedRows,
        state: (row) => ({ reviewed: row !== null }),
      }),
    },
    gates: [reviewed],
  }),
  eventReactions.add(openSurvey),
];
