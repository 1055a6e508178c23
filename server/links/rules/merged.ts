import type { Gate } from '../../tickets/workflow/decide.js';

/** Only a merge can be undone. */
export const merged: Gate = {
  name: 'MERGED',
  transitions: ['UNMERGE'],
  check: ({ mergedFrom }) =>
    mergedFrom ? null : { code: 'NOT_MERGED', message: 'It was not merged into another ticket.' },
};
