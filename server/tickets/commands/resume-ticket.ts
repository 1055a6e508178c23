import { ok } from '../../platform/kernel/result.js';
import type { TransitionInput } from '../data/store.js';
import type { TransitionStep } from '../workflow/transition-command.js';

/** Takes a ticket off hold. */
export const resumeTicket: TransitionStep<TransitionInput> = {
  name: 'RESUME',
  check: (_check, input) => input,
  apply: () => ok({}),
};
