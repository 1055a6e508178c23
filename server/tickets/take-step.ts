import type { Change } from '../changes/change.js';
import type { Context } from '../graphql/context.js';
import type { Result } from '../kernel/result.js';
import { type Step, transition } from './commands/transition.js';
import type { TicketInput } from './store.js';

/** Takes a step of the process as the viewer. */
export function takeStep<I extends TicketInput>(
  ctx: Context,
  operation: string,
  step: Step<I>,
  input: I,
): Promise<Result<{ ticketId: string }>> {
  const run = (change: Change, given: I) => transition(change, step, given);
  return ctx.change({ operation, input, run });
}
