import type { Change } from '../../changes/change.js';
import { InputCheck } from '../../kernel/check.js';
import { forbidden, type Refusal } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { changesSince, filterFacts, snapshot } from '../changes.js';
import type { TicketRow } from '../entities.js';
import { relationsTo } from '../policy.js';
import { missingFields, obstacles, type TransitionReason, targetOf } from '../rules/decide.js';
import { type TransitionName, transitions } from '../rules/transitions.js';
import { loadTicket, staleness, type TicketInput, touch } from '../store.js';

/** What a transition does beside its status; checks first, and refuses by what it returns. */
export interface Step<I> {
  name: TransitionName;
  /** Values of required fields, with what stands in for them when they are left out. */
  given?(change: Change, ticket: TicketRow, input: I): Record<string, unknown>;
  check(check: InputCheck, input: I, change: Change): void;
  /** Why, where the ticket itself does not keep it; told by the event. */
  reason?(input: I): string | null | undefined;
  apply(change: Change, ticket: TicketRow, input: I): Promise<Refusal[]> | Refusal[];
}

/** Carries out a transition as the table of the process allows it. A requester's reply, which resumes, is the only other door to a status. */
export async function transition<I extends TicketInput>(
  change: Change,
  step: Step<I>,
  input: I,
): Promise<Result<{ ticketId: string }>> {
  const loaded = await loadTicket(change, input.ticketId);
  if (!loaded.ok) return loaded;
  const { ticket, facts } = loaded.value;
  const relations = relationsTo(change.actor, facts);
  // An import by the requester is the requester's, though a key sends it.
  const imported = change.actor.kind === 'key' && relations.has('WORKER');
  if (imported && change.performer.userId === ticket.requesterId) relations.add('REQUESTER');
  const reasons = obstacles(step.name, ticket, relations);
  if (reasons.some(({ code }) => code === 'NOT_PERMITTED')) {
    return refused(forbidden('NOT_PERMITTED', reasons.map(({ message }) => message).join(' '), ['ticketId']));
  }
  const stale = staleness(ticket, input.expectedVersion);
  if (stale) return stale;
  const given = step.given?.(change, ticket, input) ?? (input as unknown as Record<string, unknown>);
  const missing = missingFields(step.name, (field) => isGiven(given[field]));
  if (missing.length > 0)
    reasons.push({ code: 'MISSING_FIELDS', message: `${missing.join(', ')} must be given.` });
  if (reasons.length > 0) return refused(refusal(step.name, ticket, missing, reasons));
  const check = new InputCheck();
  step.check(check, input, change);
  if (check.errors.length > 0) return refused(...check.errors);

  const before = snapshot(ticket);
  const to = targetOf(step.name, ticket);
  const errors = await step.apply(change, ticket, input);
  if (errors.length > 0) return refused(...errors);
  moveTo(change, ticket, to);
  const changes = changesSince(before, ticket);
  const reason = step.reason?.(input)?.trim();
  if (reason) changes.push({ field: 'reason', from: null, to: reason });
  touch(change, ticket);
  change.emit({
    type: transitions[step.name].event,
    ticketId: ticket.id,
    changes,
    facts: filterFacts(ticket),
  });
  return done({ ticketId: ticket.id });
}

/** Sets the status, and ends what only held before it. */
export function moveTo(change: Change, ticket: TicketRow, to: TicketRow['status']): void {
  if (to === 'ON_HOLD') {
    ticket.heldFrom ??= ticket.status;
    ticket.heldSince ??= change.occurredAt;
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

function isGiven(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  if (Array.isArray(value)) return value.length > 0;
  return value !== null && value !== undefined && value !== false;
}

function refusal(
  name: TransitionName,
  ticket: TicketRow,
  missing: string[],
  reasons: TransitionReason[],
): Refusal {
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
