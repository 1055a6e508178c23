import { writableScopeOf } from '../../platform/actor/scope.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { ResumeTicketInput, UpdateTicketInput } from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import { idOfType, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { conflict, forbidden, notFound } from '../../platform/kernel/user-errors.js';
import { can, type TicketAction, type TicketFacts } from '../rules/policy.js';
import { quietFrom } from '../rules/quiet.js';
import { TicketEntity, type TicketRow } from './entities.js';
import { internalVisible, visibleTickets } from './visibility.js';

/** A ticket that is locked for a change, with the facts that permission depends on. */
export interface LoadedTicket {
  ticket: TicketRow;
  facts: TicketFacts;
}

export type TicketInput = Pick<UpdateTicketInput, 'ticketId' | 'expectedVersion'>;

/** An input of any transition. */
export type TransitionInput = Pick<ResumeTicketInput, 'ticketId' | 'expectedVersion' | 'comment'>;

/** The ticket of a global id with the facts that permission depends on, if the actor can see it. */
async function seen(
  command: CommandContext,
  globalId: string,
  lock: 'LOCKED' | 'AS_IT_IS',
): Promise<{ id: string; queueTeamId: string; internal: boolean } | null> {
  const id = idOfType(globalId, 'Ticket');
  if (!id) return null;
  const { organisationId } = command;
  const scope = writableScopeOf(command.actor);
  // `for no key update`: transactions that only refer to the ticket do not wait. Values of other tables are read in the select list,
  // because a join would be evaluated with the ticket's state before the lock.
  const locked = lock === 'LOCKED' ? sql`for no key update of t` : sql``;
  const [found] = await command.query(sql<{ id: string; queueTeamId: string; internal: boolean }>`
    select t.id, (select q.team_id from queues q where q.organisation_id = ${organisationId} and q.id = t.queue_id)
      as "queueTeamId", ${internalVisible(scope)} as internal
    from tickets t where t.organisation_id = ${organisationId} and t.id = ${id} and ${visibleTickets(scope)} ${locked}`);
  return found ?? null;
}

/** Locks a ticket that the actor can see. Others are refused as not found. */
export async function loadTicket(
  command: CommandContext,
  globalId: string,
  path = ['ticketId'],
): Promise<Result<LoadedTicket>> {
  const found = await seen(command, globalId, 'LOCKED');
  if (!found) return err(notFound(path, globalId, 'ticket'));
  const { organisationId } = command;
  const { id, queueTeamId, internal: internalIsVisible } = found;
  const ticket = await command.em.findOneOrFail(TicketEntity, { organisationId, id }, { refresh: true });
  const { requesterId, status } = ticket;
  const assigneeId = ticket.assigneeId ?? null;
  return ok({
    ticket,
    facts: { requesterId, assigneeId, status, queueTeamId, internalVisible: internalIsVisible },
  });
}

/** Locks a ticket for an action: visible, permitted, and with the expected version. */
export async function loadTicketFor(
  command: CommandContext,
  action: TicketAction,
  input: TicketInput,
): Promise<Result<LoadedTicket>> {
  const loaded = await loadTicket(command, input.ticketId);
  if (!loaded.ok) return loaded;
  const decision = can(command.actor, action, loaded.value.facts);
  if (!decision.allowed) return err(forbidden(decision.reason, decision.message, ['ticketId']));
  const stale = staleness(loaded.value.ticket, input.expectedVersion);
  return stale ?? loaded;
}

/** The error of a change to another version; null when the version is right. */
export function staleness(ticket: TicketRow, expectedVersion: number | null | undefined) {
  if (typeof expectedVersion !== 'number' || expectedVersion === ticket.version) return null;
  return err(conflict(ticket.version, toGlobalId('Ticket', ticket.id)));
}

/**
 * Increases the version and `updatedAt` of a ticket, for a public change. The quiet time of a resolved ticket begins again, except where
 * the change delays nothing: it is imported, or came from a machine.
 */
export function touch(
  { now, imported }: Pick<CommandContext, 'now' | 'imported'>,
  ticket: TicketRow,
  delays = !imported,
): void {
  ticket.version += 1;
  ticket.updatedAt = now;
  if (ticket.status === 'RESOLVED' && delays) Object.assign(ticket, quietFrom(now, ticket));
}
