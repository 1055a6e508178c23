import type { Gate } from '../../tickets/workflow/decide.js';

/** Each approver decides once about a plan. */
export const undecided: Gate = {
  name: 'UNDECIDED',
  transitions: ['APPROVE', 'REJECT'],
  check: ({ hasDecided }) =>
    hasDecided ? { code: 'ALREADY_DECIDED', message: 'You have decided about this plan.' } : null,
};
