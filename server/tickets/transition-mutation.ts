import type { CommandContext } from '../platform/commands/command-context.js';
import type { Context } from '../platform/graphql/context.js';
import type { Result } from '../platform/kernel/result.js';
import type { TicketInput } from './data/store.js';
import { runTransition, type TransitionHandler } from './workflow/run-transition.js';

/** Runs a transition as the viewer. */
export function transitionMutation<I extends TicketInput>(
  ctx: Context,
  operation: string,
  step: TransitionHandler<I>,
  input: I,
): Promise<Result<{ ticketId: string }>> {
  const run = (command: CommandContext, given: I) => runTransition(command, step, given);
  return ctx.change({ operation, input, run });
}
