import type { TicketStatus, TransitionName } from '../../platform/contract/generated/enums.js';
import type { TransitionReason } from '../../platform/contract/generated/types.js';
import type { FieldChange, NewEvent } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, type UserError } from '../../platform/kernel/user-errors.js';
import { changesSince, filterFacts, type Snapshot } from '../data/changes.js';
import type { TicketRow } from '../data/entities.js';
import { type LoadedTicket, staleness, type TransitionInput, touch } from '../data/store.js';
import { hasBegun } from '../rules/assignment.js';
import { importedTooEarly, STEPS } from '../rules/import-times.js';
import { rolesOn } from '../rules/policy.js';
import { obstacles, outcomesOf, requirementsOf } from './decide.js';
import type { TransitionField } from './events.js';
import { isGiven, type Requirement, shownRequirement, unmetRequirements } from './requirements.js';
import type { TransitionState } from './transition-state.js';
import { transitions } from './transitions.js';
import { type Reacted, type Taking, workflowPoint } from './workflow.js';

/** The properties that every transition declares. */
export interface StepRules<I> {
  name: TransitionName;
  /** Checks the input, and returns it with its texts in their stored form. The step uses only what this returns. */
  check(check: InputCheck, input: I, taking: Taking): I;
  /** The reason, if only the event stores it. */
  reason?(input: I): string | null | undefined;
}

/** A transition that an actor can make: its input in the stored form, and the possible statuses. */
export interface Judged<I> {
  input: I;
  outcomes: TicketStatus[];
}

/** Whether an actor can make a transition with this input. */
export function judge<I extends TransitionInput>(
  taking: Taking,
  step: StepRules<I>,
  { ticket, facts }: LoadedTicket,
  state: TransitionState,
  input: I,
): Result<Judged<I>> {
  const { actor, onBehalfOf } = taking;
  const workflow = taking.extensions.at(workflowPoint);
  const roles = rolesOn(actor, facts, state);
  // An import by the requester is the requester's, though a key sends it.
  const imported = actor.kind === 'key' && roles.has('WORKER');
  const onBehalfOfId = onBehalfOf.userId;
  if (imported && onBehalfOfId === ticket.requesterId) roles.add('REQUESTER');
  const reasons = obstacles(workflow, step.name, state, roles);
  if (reasons.some(({ code }) => code === 'NOT_PERMITTED')) {
    return err(forbidden('NOT_PERMITTED', reasons.map(({ message }) => message).join(' '), ['ticketId']));
  }
  const given: Readonly<Record<string, unknown>> = { ...input };
  const { mutation, workersOnly = [] } = transitions[step.name];
  const reserved = roles.has('WORKER') ? undefined : workersOnly.find((field) => isGiven(given[field]));
  if (reserved) {
    const message = `Only workers of the ticket can give ${reserved} to ${mutation}.`;
    return err(forbidden('NOT_PERMITTED', message, [reserved]));
  }
  const stale = staleness(ticket, input.expectedVersion);
  if (stale) return stale;
  const early = importedTooEarly(taking, ticket, STEPS);
  if (early) return err(early);
  const viewer = { roles, userId: onBehalfOfId, now: taking.occurredAt };
  const unmet = unmetRequirements(requirementsOf(workflow, step.name), state, viewer, given);
  if (unmet.length > 0) {
    const missing = unmet.map(({ anyOf }) => anyOf.join(' or ')).join(', ');
    reasons.push({ code: 'MISSING_FIELDS', message: `Required fields are missing: ${missing}.` });
  }
  if (reasons.length > 0) return err(refusal(step.name, ticket, unmet, reasons));
  const check = new InputCheck();
  const stored = step.check(check, input, taking);
  if (check.errors.length > 0) return err(...check.errors);
  return ok({ input: stored, outcomes: outcomesOf(workflow, step.name, state) });
}

/** Moves a ticket to where a step leads, and gives the event of the step. */
export function moved<I>(
  taking: Taking,
  step: StepRules<I>,
  input: I,
  before: Snapshot,
  ticket: TicketRow,
  to: TicketStatus,
  reacted: readonly Reacted[],
): NewEvent {
  moveTo(taking, ticket, to);
  const changes: FieldChange<TransitionField>[] = [
    ...changesSince(before, ticket),
    ...reacted.flatMap((one) => one.changes ?? []),
  ];
  const reason = step.reason?.(input);
  if (reason) changes.push({ field: 'TicketEvent.reason', from: null, to: reason });
  touch(taking, ticket);
  return { type: transitions[step.name].event, ticketId: ticket.id, changes, facts: filterFacts(ticket) };
}

/** Sets the status, and ends what only held before it. */
export function moveTo(
  taking: Pick<Taking, 'now' | 'occurredAt'>,
  ticket: TicketRow,
  to: TicketRow['status'],
): void {
  if (to === 'ON_HOLD') {
    ticket.heldFrom ??= ticket.status;
    ticket.heldSince ??= taking.occurredAt;
  } else {
    Object.assign(ticket, {
      heldFrom: null,
      heldSince: null,
      holdReason: null,
      holdResumeAt: null,
      holdDueAt: null,
      holdLinkedTicketId: null,
      holdNote: null,
    });
  }
  ticket.status = to;
  if (hasBegun(to)) ticket.dispatched = true;
  // For an imported resolution, the quiet time begins when it is recorded.
  ticket.quietSince = to === 'RESOLVED' ? taking.now : null;
  if (to !== 'RESOLVED') ticket.autoCloseAt = null;
}

function refusal(
  name: TransitionName,
  ticket: TicketRow,
  unmet: readonly Requirement[],
  reasons: TransitionReason[],
): UserError {
  return {
    __typename: 'InvalidTransitionError',
    code: 'INVALID_TRANSITION',
    message: reasons.map((reason) => reason.message).join(' '),
    path: ['input', ...(unmet[0]?.anyOf[0] ?? 'ticketId').split('.')],
    from: ticket.status,
    transition: name,
    requirements: unmet.map(shownRequirement),
    reasons,
  };
}
