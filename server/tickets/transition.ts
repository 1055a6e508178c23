import { command, type MutationField } from '../platform/graphql/mutations.js';
import type { TransitionInput } from './data/store.js';
import { ticketPayload } from './payloads.js';
import { type TransitionStep, transitionCommand } from './workflow/transition-command.js';

/** A mutation that takes a transition on a ticket. */
export function transition<I extends TransitionInput>(
  step: TransitionStep<I>,
): MutationField<I, Awaited<ReturnType<typeof ticketPayload>>> {
  return command(transitionCommand(step), ticketPayload);
}
