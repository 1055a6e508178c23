import type { Gate } from '../../tickets/workflow/decide.js';
import type { TransitionState } from '../../tickets/workflow/transition-state.js';

/** Whether it does not close before it was reviewed. */
export function needsReview(facts: Pick<TransitionState, 'type' | 'majorIncident'>): boolean {
  return facts.type === 'CHANGE_REQUEST' || facts.majorIncident === true;
}

/** Changes and major incidents close after their review. */
export const reviewed: Gate = {
  name: 'REVIEWED',
  transitions: ['CLOSE'],
  check(state) {
    if (!needsReview(state) || state.reviewed) return null;
    const what = state.type === 'CHANGE_REQUEST' ? 'change' : 'major incident';
    return { code: 'REVIEW_MISSING', message: `A ${what} is reviewed before it is closed.` };
  },
};
