import type { CommandContext } from '../../platform/commands/command-context.js';
import type { TicketStatus } from '../../platform/contract/generated/enums.js';
import type { TransitionReason } from '../../platform/contract/generated/types.js';
import type { FieldChange, NewEvent } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, type UserError } from '../../platform/kernel/user-errors.js';
import { changesSince, filterFacts, snapshot } from '../data/changes.js';
import type { TicketRow } from '../data/entities.js';
import { loadTicket, staleness, type TicketInput, touch } from '../data/store.js';
import { relationsTo } from '../rules/policy.js';
import { missingFields, obstacles, outcomesOf } from './decide.js';
import { type TransitionName, transitions } from './transitions.js';
import { type Reacted, stateOf, workflowPoint } from './workflow.js';

/** The effects of a transition in addition to the status. It checks first, and refuses by its return value. */
export interface TransitionHandler<I> {
  name: TransitionName;
  /** The values of required fields, with defaults for omitted ones. */
  given?(
    command: CommandContext,
    ticket: TicketRow,
    input: I,
  ): Record<string, unknown> | Promise<Record<string, unknown>>;
  check(check: InputCheck, input: I, command: CommandContext): void;
  /** The reason, if only the event stores it. */
  reason?(input: I): string | null | undefined;
  apply(
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

/** Runs a transition as the table allows it. The only other way to a status is a requester's public comment, which resumes a ticket. */
export async function runTransition<I extends TicketInput>(
  command: CommandContext,
  step: TransitionHandler<I>,
  input: I,
): Promise<Result<{ ticketId: string }>> {
  const loaded = await loadTicket(command, input.ticketId);
  if (!loaded.ok) return loaded;
  const { ticket, facts } = loaded.value;
  const workflow = command.extensions.at(workflowPoint);
  const process = await stateOf(command, ticket, command.performer.userId);
  const { approvers = [] } = process;
  const relations = relationsTo(command.actor, facts, approvers);
  // An import on behalf of the requester has the requester's rights, although an API key sends it.
  const imported = command.actor.kind === 'key' && relations.has('WORKER');
  const performerId = command.performer.userId;
  if (imported && performerId === ticket.requesterId) relations.add('REQUESTER');
  if (imported && performerId && approvers.includes(performerId)) relations.add('APPROVER');
  const reasons = obstacles(workflow, step.name, process, relations);
  if (reasons.some(({ code }) => code === 'NOT_PERMITTED')) {
    return err(forbidden('NOT_PERMITTED', reasons.map(({ message }) => message).join(' '), ['ticketId']));
  }
  const stale = staleness(ticket, input.expectedVersion);
  if (stale) return stale;
  const given: Record<string, unknown> =
    (await step.given?.(command, ticket, input)) ?? Object.fromEntries(Object.entries(input));
  const missing = missingFields(workflow, step.name, process, given, command.occurredAt);
  if (missing.length > 0)
    reasons.push({ code: 'MISSING_FIELDS', message: `Required fields are missing: ${missing.join(', ')}.` });
  if (reasons.length > 0) return err(refusal(step.name, ticket, missing, reasons));
  const check = new InputCheck();
  step.check(check, input, command);
  if (check.errors.length > 0) return err(...check.errors);

  const before = snapshot(ticket);
  const outcomes = outcomesOf(workflow, step.name, process);
  const applied = await step.apply(command, ticket, input, facts.internalVisible);
  if (Array.isArray(applied)) {
    if (applied.length > 0) return err(...applied);
  }
  const own: Exclude<Applied, UserError[]> = Array.isArray(applied) ? {} : applied;
  const { to = outcomes[0] } = own;
  if (!to || !outcomes.includes(to)) throw new Error(`${step.name} does not lead to ${to}`);
  const reacted: Reacted[] = [own];
  for (const react of workflow.reactionsTo(step.name)) reacted.push(await react(command, ticket));
  moveTo(command, ticket, to);
  const changes = [...changesSince(before, ticket), ...reacted.flatMap((one) => one.changes ?? [])];
  const reason = step.reason?.(input)?.trim();
  if (reason) changes.push({ field: 'reason', from: null, to: reason });
  touch(command, ticket);
  const about = { ticketId: ticket.id, facts: filterFacts(ticket) };
  const causedBy = command.emit({ ...about, type: transitions[step.name].event, changes });
  for (const event of reacted.flatMap((one) => one.follows ?? []))
    command.emit({ ...about, ...event, causedBy });
  return ok({ ticketId: ticket.id });
}

/** Sets the status, and clears the fields of a hold that has ended. */
export function moveTo(
  command: Pick<CommandContext, 'occurredAt'>,
  ticket: TicketRow,
  to: TicketRow['status'],
): void {
  if (to === 'ON_HOLD') {
    ticket.heldFrom ??= ticket.status;
    ticket.heldSince ??= command.occurredAt;
  } else {
    Object.assign(ticket, {
      heldFrom: null,
      heldSince: null,
      holdReason: null,
      holdResumeAt: null,
      holdLinkedTicketId: null,
      holdNote: null,
    });
  }
  ticket.status = to;
}

function refusal(
  name: TransitionName,
  ticket: TicketRow,
  missing: string[],
  reasons: TransitionReason[],
): UserError {
  return {
    __typename: 'InvalidTransitionError',
    code: 'INVALID_TRANSITION',
    message: reasons.map((reason) => reason.message).join(' '),
    path: missing[0] ? ['input', missing[0]] : ['input', 'ticketId'],
    from: ticket.status,
    transition: name,
    missingFields: missing,
    reasons,
  };
}
