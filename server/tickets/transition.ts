import { command, type MutationField } from '../platform/graphql/mutations.js';
import type { TicketInput } from './data/store.js';
import { ticketPayload } from './payloads.js';
import { runTransition, type TransitionHandler } from './workflow/run-transition.js';
import { type TransitionStep, transitionCommand } from './workflow/transition-command.js';

type TicketPayload = Awaited<ReturnType<typeof ticketPayload>>;

/** A mutation that takes a transition on a ticket: in packets, or in a unit of work. */
export function transition<I extends TicketInput>(
  step: TransitionStep<I> | TransitionHandler<I>,
): MutationField<I, TicketPayload> {
  if ('applyIn' in step)
    return command((context, input: I) => runTransition(context, step, input), ticketPayload);
  return {
    inPackets: true,
    answer: async (ctx, input, operation) =>
      ticketPayload(ctx, await ctx.run(transitionCommand(operation, step), input)),
  };
}
