import { LockMode } from '@mikro-orm/core';
import type { Actor } from '../authz/actor.js';
import type { Change } from '../changes/change.js';
import type { FieldChange } from '../events/index.js';
import type { InputCheck } from '../kernel/check.js';
import { forbidden, invalid } from '../kernel/refusals.js';
import { done, type Result, refused } from '../kernel/result.js';
import {
  filterFacts,
  type LoadedTicket,
  loadTicket,
  relationsTo,
  staleness,
  TicketPersonEntity,
  type TicketRow,
} from '../tickets/index.js';
import { MajorIncidentEntity, type MajorIncidentRow } from './entities.js';
import type { MajorIncidentFacts } from './policy.js';

/** Locks a ticket with what it has as a major incident, for those who may. */
export async function loadMajorIncident(
  change: Change,
  input: { ticketId: string; expectedVersion?: number | null },
  may: (actor: Actor, facts: MajorIncidentFacts) => boolean,
): Promise<Result<LoadedTicket & { major: MajorIncidentRow | null }>> {
  const loaded = await loadTicket(change, input.ticketId);
  if (!loaded.ok) return loaded;
  const { ticket, facts } = loaded.value;
  const major = await lockMajorIncident(change, ticket.id);
  const relations = relationsTo(change.actor, facts);
  const leadId = major && !major.endedAt ? major.leadId : null;
  if (!may(change.actor, { relations, leadId })) return refused(denied(change.actor));
  return staleness(ticket, input.expectedVersion) ?? done({ ...loaded.value, major });
}

/** The same, while it goes on. */
export async function loadStanding(
  change: Change,
  input: { ticketId: string; expectedVersion?: number | null },
  may: (actor: Actor, facts: MajorIncidentFacts) => boolean,
): Promise<Result<LoadedTicket & { major: MajorIncidentRow }>> {
  const loaded = await loadMajorIncident(change, input, may);
  if (!loaded.ok) return loaded;
  const { major } = loaded.value;
  if (!major || major.endedAt) {
    return refused(invalid(['ticketId'], 'NOT_MAJOR', 'The ticket is no major incident, or no longer one.'));
  }
  return done({ ...loaded.value, major });
}

export function lockMajorIncident(change: Change, ticketId: string): Promise<MajorIncidentRow | null> {
  const { organisationId } = change;
  return change.em.findOne(
    MajorIncidentEntity,
    { organisationId, ticketId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
}

function denied(actor: Actor) {
  if (actor.kind === 'key')
    return forbidden('SCOPE', 'The API key does not have the scope TICKETS_WRITE.', ['ticketId']);
  const message = "This is for leads of the queue's team, administrators, and who leads the major incident.";
  return forbidden('NOT_PERMITTED', message, ['ticketId']);
}

/** Checks how often it is to be told of. */
export function checkCadence(check: InputCheck, minutes: number | null | undefined): void {
  check.between('updateEveryMinutes', minutes, 5, 1440);
}

/** So many minutes later. */
export function minutesAfter(moment: Date, minutes: number): Date {
  return new Date(moment.getTime() + minutes * 60_000);
}

/** Whoever leads it follows it, and sees it wherever it lies. */
export async function letFollow(change: Change, ticket: TicketRow, userId: string): Promise<void> {
  const { organisationId, now } = change;
  const person = { organisationId, ticketId: ticket.id, userId, relation: 'WATCHER' as const };
  const present = await change.em.findOne(TicketPersonEntity, person);
  if (present) {
    present.askedIn = true;
    return;
  }
  change.em.create(TicketPersonEntity, { ...person, askedIn: true, createdAt: now }, { persist: true });
  const changes: FieldChange[] = [{ field: 'watchers', from: null, to: userId }];
  const facts = filterFacts(ticket);
  change.emit({ type: 'WATCHER_ADDED', ticketId: ticket.id, visibility: 'INTERNAL', changes, facts });
}
