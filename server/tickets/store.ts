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

/** Which ticket a global id names, with what permission is decided by, if the actor sees it. */
async function seen(
  change: Change,
  globalId: string,
  lock: 'LOCKED' | 'AS_IT_IS',
): Promise<{ id: string; queueTeamId: string; internal: boolean } | null> {
  const id = idOfType(globalId, 'Ticket');
  if (!id) return null;
  const { organisationId } = change;
  const scope = writableScopeOf(change.actor);
  // Keys stay free: who refers to the ticket in the meantime does not wait for who changes it. What is read of other tables stands in
  // the columns, as a join would be judged by what the ticket was before the lock.
  const locked = lock === 'LOCKED' ? sql`for no key update of t` : sql``;
  const [found] = await change.query(sql<{ id: string; queueTeamId: string; internal: boolean }>`
    select t.id, (select q.team_id from queues q where q.organisation_id = t.organisation_id and q.id = t.queue_id)
      as "queueTeamId", ${internalVisible(scope)} as internal
    from tickets t where t.organisation_id = ${organisationId} and t.id = ${id} and ${visibleTickets(scope)} ${locked}`);
  return found ?? null;
}

/** The id of a ticket that the actor sees and only refers to: it is not locked, as two may refer to each other at once. */
export async function referredTicket(
  change: Change,
  globalId: string,
  path: string[],
): Promise<Result<{ ticketId: string }>> {
  const found = await seen(change, globalId, 'AS_IT_IS');
  return found ? done({ ticketId: found.id }) : refused(notFound(path, globalId, 'ticket'));
}

/** Locks a ticket that the actor sees. What they do not see is not there, for them. */
export async function loadTicket(
  change: Change,
  globalId: string,
  path = ['ticketId'],
): Promise<Result<LoadedTicket>> {
  const found = await seen(change, globalId, 'LOCKED');
  if (!found) return refused(notFound(path, globalId, 'ticket'));
  const { organisationId } = change;
  const { id, queueTeamId, internal: internalIsVisible } = found;
  const ticket = await change.em.findOneOrFail(TicketEntity, { organisationId, id }, { refresh: true });
  const { requesterId, status } = ticket;
  const assigneeId = ticket.assigneeId ?? null;
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
