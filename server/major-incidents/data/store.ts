import { LockMode } from '@mikro-orm/core';
import type { Actor } from '../../platform/actor/actor.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { changed } from '../../platform/events/index.js';
import type { InputCheck } from '../../platform/kernel/check.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid } from '../../platform/kernel/user-errors.js';
import {
  filterFacts,
  type LoadedTicket,
  loadTicket,
  rolesOn,
  staleness,
  TicketPersonEntity,
  type TicketRow,
} from '../../tickets/index.js';
import type { MajorIncidentFacts } from '../rules/policy.js';
import { MajorIncidentEntity, type MajorIncidentRow } from './entities.js';

/** Locks a ticket and its major incident, if the actor is permitted. */
export async function loadMajorIncident(
  command: CommandContext,
  input: { ticketId: string; expectedVersion?: number | null },
  may: (actor: Actor, facts: MajorIncidentFacts) => boolean,
): Promise<Result<LoadedTicket & { major: MajorIncidentRow | null }>> {
  const loaded = await loadTicket(command, input.ticketId);
  if (!loaded.ok) return loaded;
  const { ticket, facts } = loaded.value;
  const major = await lockMajorIncident(command, ticket.id);
  const roles = rolesOn(command.actor, facts);
  const leadId = major && !major.endedAt ? major.leadId : null;
  if (!may(command.actor, { roles, leadId })) return err(denied(command.actor));
  return staleness(ticket, input.expectedVersion) ?? ok({ ...loaded.value, major });
}

/** The same, for a major incident in progress. */
export async function loadStanding(
  command: CommandContext,
  input: { ticketId: string; expectedVersion?: number | null },
  may: (actor: Actor, facts: MajorIncidentFacts) => boolean,
): Promise<Result<LoadedTicket & { major: MajorIncidentRow }>> {
  const loaded = await loadMajorIncident(command, input, may);
  if (!loaded.ok) return loaded;
  const { major } = loaded.value;
  if (!major || major.endedAt) {
    return err(notMajor());
  }
  return ok({ ...loaded.value, major });
}

export function lockMajorIncident(
  command: CommandContext,
  ticketId: string,
): Promise<MajorIncidentRow | null> {
  const { organisationId } = command;
  return command.em.findOne(
    MajorIncidentEntity,
    { organisationId, ticketId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
}

export function notMajor() {
  return invalid(['ticketId'], 'NOT_MAJOR', 'The ticket has no major incident in progress.');
}

export function denied(actor: Actor) {
  if (actor.kind === 'key')
    return forbidden('SCOPE', 'The API key does not have the scope TICKETS_WRITE.', ['ticketId']);
  const message =
    "Only the leader of the major incident, leads of the queue's team and administrators can do this.";
  return forbidden('NOT_PERMITTED', message, ['ticketId']);
}

/** Checks the interval of status updates. */
export function checkCadence(check: InputCheck, minutes: number | null | undefined): void {
  check.between('updateEveryMinutes', minutes, 5, 1440);
}

/** The time this many minutes later. */
export function minutesAfter(moment: Date, minutes: number): Date {
  return new Date(moment.getTime() + minutes * 60_000);
}

/** The leader becomes a watcher, and so can see the ticket in any queue. */
export async function letFollow(command: CommandContext, ticket: TicketRow, userId: string): Promise<void> {
  const { organisationId, now } = command;
  const person = { organisationId, ticketId: ticket.id, userId, participation: 'WATCHER' as const };
  const present = await command.em.findOne(TicketPersonEntity, person);
  if (present?.grantsAccess) return;
  if (present) present.grantsAccess = true;
  else
    command.em.create(
      TicketPersonEntity,
      { ...person, grantsAccess: true, createdAt: now },
      { persist: true },
    );
  const changes = [{ ...changed('Ticket.watchers', null, userId), grantsAccess: true }];
  const facts = filterFacts(ticket);
  command.emit({ type: 'WATCHER_ADDED', ticketId: ticket.id, visibility: 'INTERNAL', changes, facts });
}
