import { eventReactions } from '../platform/commands/reactions.js';
import { transitionFact, workflowPoint } from '../tickets/index.js';
import { closesWhenQuiet } from './data/quiet.js';
import { reviewedRows } from './data/reviewed.js';
import { openSurvey } from './data/surveys.js';
import { needsReview, reviewed } from './rules/review.js';

declare module '../tickets/workflow/transition-state.js' {
  interface TransitionState {
    /** Whether the present cycle of resolution was reviewed. */
    reviewed?: boolean | undefined;
  }
}

/** The parts of the process that reviews, surveys and automatic closing add. */
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
    after: { RESOLVE: closesWhenQuiet, VERIFY: closesWhenQuiet },
  }),
  eventReactions.add(openSurvey),
];
