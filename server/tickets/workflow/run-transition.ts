import { type Asked, type FactsOf } from '../../platform/commands/command.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { TicketStatus } from '../../platform/contract/generated/enums.js';
import type { FieldChange, NewEvent } from '../../platform/events/event.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import type { UserError } from '../../platform/kernel/user-errors.js';
import { meOf } from '../../platform/viewer/asking.js';
import { snapshot } from '../data/changes.js';
import type { TicketRow } from '../data/entities.js';
import { loadTicket, type TicketInput } from '../data/store.js';
import { judge, moved, type StepRules } from './judge.js';
import { factsOfTransition, type TransitionStep, take } from './transition-command.js';
import { type Reacted, stateOf, workflowPoint } from './workflow.js';

/** The effects of a transition in addition to the status, in a unit of work. It checks first, and refuses by its return value. */
export interface TransitionHandler<I> extends StepRules<I, CommandContext> {
  /** The values of required fields, with defaults for omitted ones. */
  given?(
    command: CommandContext,
    ticket: TicketRow,
    input: I,
  ): Record<string, unknown> | Promise<Record<string, unknown>>;
  applyIn(
    command: CommandContext,
    ticket: TicketRow,
    input: I,
    /** Whether the actor can read the ticket's internal notes. */
    seesInternal: boolean,
  ): Applied | Promise<Applied>;
}

/**
 * The errors; otherwise changes for the event in addition to the ticket's fields, the outcome if there are several, and events that follow
 * from it.
 */
export type Applied = UserError[] | { changes?: FieldChange[]; to?: TicketStatus; follows?: NewEvent[] };

/**
 * Runs a transition in a unit of work, as the transition table allows it. The only other way to a status is a requester's public comment,
 * which resumes a ticket.
 */
export async function runTransition<I extends TicketInput>(
  command: CommandContext,
  step: TransitionHandler<I> | TransitionStep<I>,
  input: I,
): Promise<Result<{ ticketId: string }>> {
  const loaded = await loadTicket(command, input.ticketId);
  if (!loaded.ok) return loaded;
  const { ticket, facts } = loaded.value;
  if (!('applyIn' in step)) {
    const { organisationId, extensions, actor } = command;
    const gathering = { organisationId, extensions, me: meOf(actor) };
    const known = await gathered(command, factsOfTransition(step, input, gathering));
    const taken = take(step, known, { ticket: { ...ticket }, facts }, input, command, command.emitted);
    if (!taken.ok) return taken;
    Object.assign(ticket, taken.value.ticket);
    for (const write of taken.value.writes) await command.query(write);
    for (const event of taken.value.events) command.emit(event);
    return ok({ ticketId: ticket.id });
  }
  const state = await stateOf(command, step.name, ticket, command.onBehalfOf.userId);
  const given = (await step.given?.(command, ticket, input)) ?? Object.fromEntries(Object.entries(input));
  const outcomes = judge(command, step, loaded.value, state, input, given);
  if (!outcomes.ok) return outcomes;
  const before = snapshot(ticket);
  const applied = await step.applyIn(command, ticket, input, facts.internalVisible);
  if (Array.isArray(applied) && applied.length > 0) return err(...applied);
  const own: Exclude<Applied, UserError[]> = Array.isArray(applied) ? {} : applied;
  const { to = outcomes.value[0] } = own;
  if (!to || !outcomes.value.includes(to)) throw new Error(`${step.name} does not lead to ${to}`);
  const reacted: Reacted[] = [own];
  for (const { gather, react } of command.extensions.at(workflowPoint).reactionsTo(step.name)) {
    const known = await gathered(command, gather?.(command.organisationId, ticket.id) ?? {});
    reacted.push(react(known, ticket, command));
  }
  const events = moved(command, step, input, before, ticket, to, reacted, command.emitted);
  for (const write of reacted.flatMap(({ writes = [] }) => writes)) await command.query(write);
  for (const event of events) command.emit(event);
  return ok({ ticketId: ticket.id });
}

/** Gathers facts one by one. */
async function gathered(command: CommandContext, asked: Asked): Promise<FactsOf<Asked>> {
  const facts: Record<string, readonly unknown[]> = {};
  for (const [name, statement] of Object.entries(asked))
    facts[name] = statement ? await command.query(statement) : [];
  return facts;
}
