import { meOf } from '../../platform/actor/asking.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { gatherOneByOne } from '../../platform/commands/run-command.js';
import { sql } from '../../platform/db/sql.js';
import { ok, type Result } from '../../platform/kernel/result.js';
import { loadTicket, type TransitionInput } from '../data/store.js';
import { factsOfTransition, type TransitionStep, take } from './transition-command.js';

/**
 * Runs a transition in a unit of work, as the transition table allows it. The only other way to a status is a requester's public comment,
 * which resumes a ticket.
 */
export async function runTransition<I extends TransitionInput>(
  command: CommandContext,
  step: TransitionStep<I>,
  input: I,
): Promise<Result<{ ticketId: string }>> {
  const loaded = await loadTicket(command, input.ticketId);
  if (!loaded.ok) return loaded;
  const { ticket, facts } = loaded.value;
  const { organisationId, extensions, actor } = command;
  const gathering = { organisationId, extensions, me: meOf(actor) };
  const first = await gatherOneByOne(
    command.query,
    factsOfTransition(step, input, gathering, sql`${ticket.id}::uuid`),
  );
  const more = await gatherOneByOne(command.query, step.more?.(ticket, first, input, gathering) ?? {});
  const known = { ...first, ...more };
  const taken = take(step, known, { ticket: { ...ticket }, facts }, input, command);
  if (!taken.ok) return taken;
  Object.assign(ticket, taken.value.ticket);
  for (const write of taken.value.writes) await command.query(write);
  for (const event of taken.value.events) command.emit(event);
  return ok({ ticketId: ticket.id });
}
