import { LockMode } from '@mikro-orm/core';
import { internalVisible, visibleTickets, writableScopeOf } from '../authz/scope.js';
import type { Change } from '../changes/change.js';
import { sql } from '../db/sql.js';
import { idOfType, toGlobalId } from '../kernel/ids.js';
import { conflict, forbidden, notFound } from '../kernel/refusals.js';
import { done, type Result, refused } from '../kernel/result.js';
import { TicketEntity, type TicketRow } from './entities.js';
import { can, type TicketAction, type TicketFacts } from './policy.js';

/** A ticket locked for a change, with what permission is decided by. */
export interface LoadedTicket {
  ticket: TicketRow;
  facts: TicketFacts;
}

export interface TicketInput {
  ticketId: string;
  expectedVersion?: number | null;
}

/** Locks a ticket that the actor sees. What they do not see is not there, for them. */
export async function loadTicket(
  change: Change,
  globalId: string,
  path = ['ticketId'],
): Promise<Result<LoadedTicket>> {
  const id = idOfType(globalId, 'Ticket');
  const missing = () => refused(notFound(path, globalId, 'ticket'));
  if (!id) return missing();
  const { organisationId } = change;
  const ticket = await change.em.findOne(
    TicketEntity,
    { organisationId, id },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!ticket) return missing();
  const scope = writableScopeOf(change.actor);
  const [found] = await change.query(sql<{ queueTeamId: string; internal: boolean }>`
    select q.team_id as "queueTeamId", ${internalVisible(scope)} as internal
    from tickets t join queues q on q.organisation_id = t.organisation_id and q.id = t.queue_id
    where t.organisation_id = ${organisationId} and t.id = ${id} and ${visibleTickets(scope)}`);
  if (!found) return missing();
  const { requesterId, status } = ticket;
  const assigneeId = ticket.assigneeId ?? null;
  const { queueTeamId, internal: internalIsVisible } = found;
  return done({
    ticket,
    facts: { requesterId, assigneeId, status, queueTeamId, internalVisible: internalIsVisible },
  });
}

/** Locks a ticket for an action: seen, permitted, and still at the expected version. */
export async function loadTicketFor(
  change: Change,
  action: TicketAction,
  input: TicketInput,
): Promise<Result<LoadedTicket>> {
  const loaded = await loadTicket(change, input.ticketId);
  if (!loaded.ok) return loaded;
  const decision = can(change.actor, action, loaded.value.facts);
  if (!decision.allowed) return refused(forbidden(decision.reason, decision.message, ['ticketId']));
  const stale = staleness(loaded.value.ticket, input.expectedVersion);
  return stale ?? loaded;
}

/** The refusal of a change that was made to another version; null when it may go on. */
export function staleness(ticket: TicketRow, expectedVersion: number | null | undefined) {
  if (typeof expectedVersion !== 'number' || expectedVersion === ticket.version) return null;
  return refused(conflict(ticket.version, toGlobalId('Ticket', ticket.id)));
}

/** Marks a ticket as changed, for those who see its public side. */
export function touch(change: Change, ticket: TicketRow): void {
  ticket.version += 1;
  ticket.updatedAt = change.now;
}
