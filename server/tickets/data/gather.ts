import type { Actor } from '../../platform/actor/actor.js';
import type { Gathering } from '../../platform/commands/command.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { idOfType, idsOfType } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, notFound } from '../../platform/kernel/user-errors.js';
import { can, type TicketAction } from '../rules/policy.js';
import { TicketEntity, type TicketRow } from './entities.js';
import { type LoadedTicket, staleness, type TicketInput } from './store.js';
import { internalVisibleToMe, visibleToMe } from './visibility.js';

/** All columns of tickets with this alias. */
export function ticketColumns(alias: string): Sql {
  return columns(TicketEntity, alias);
}

const ticketOfT = ticketColumns('t');

/** A gathered ticket, with the facts that permission depends on. */
export type GatheredTicket = TicketRow & { queueTeamId: string; internalVisible: boolean };

/**
 * Locks the ticket of a global id, if the actor can see it. `for no key update`: transactions that only refer to the ticket do not wait.
 * Values of other tables are read in the select list, because a join would be evaluated with the ticket's state before the lock.
 */
export function ticketToChange(gathering: Gathering, globalId: string): Sql<GatheredTicket> {
  return lockedTicket(gathering, sql`${idOfType(globalId, 'Ticket')}::uuid`);
}

/** The same by an id that SQL gives. */
export function lockedTicket(gathering: Gathering, id: Sql): Sql<GatheredTicket> {
  return lockedWhere(gathering, sql`t.id = ${id}`);
}

/** The same for several tickets, in the order of their ids, so that two calls for the same tickets cannot deadlock. */
export function ticketsToChange(gathering: Gathering, globalIds: readonly string[]): Sql<GatheredTicket> {
  const ids = idsOfType(globalIds, 'Ticket');
  return lockedWhere(gathering, sql`t.id = any (${ids}::uuid[])`, sql`order by t.id`);
}

function lockedWhere({ me, organisationId }: Gathering, which: Sql, order = sql``): Sql<GatheredTicket> {
  return sql<GatheredTicket>`select ${ticketOfT}, (select q.team_id from queues q
      where q.organisation_id = ${organisationId} and q.id = t.queue_id) as "queueTeamId",
      ${internalVisibleToMe(organisationId)} as "internalVisible"
    from ${me}, tickets t where t.organisation_id = ${organisationId} and ${which}
      and ${visibleToMe(organisationId)} ${order} for no key update of t`;
}

/**
 * The ticket of a global id, if the actor can see it, only to refer to it: it is not locked, because two tickets can refer to each other
 * at once.
 */
export function ticketToReferTo(
  { me, organisationId }: Gathering,
  globalId: string | null | undefined,
): Sql<{ id: string }> | null {
  if (!globalId) return null;
  return sql<{ id: string }>`select t.id from ${me}, tickets t
    where t.organisation_id = ${organisationId} and t.id = ${idOfType(globalId, 'Ticket')}::uuid and ${visibleToMe(organisationId)}`;
}

/** A gathered ticket. One that the actor cannot see is refused as not found. */
export function loadedTicket(
  [found]: readonly GatheredTicket[],
  globalId: string,
  path = ['ticketId'],
): Result<LoadedTicket> {
  if (!found) return err(notFound(path, globalId, 'ticket'));
  const { queueTeamId, internalVisible, ...ticket } = found;
  const { requesterId, status } = ticket;
  const assigneeId = ticket.assigneeId ?? null;
  return ok({ ticket, facts: { requesterId, assigneeId, status, queueTeamId, internalVisible } });
}

/** The same for an action: visible, permitted, and with the expected version. */
export function loadedTicketFor(
  actor: Actor,
  action: TicketAction,
  found: readonly GatheredTicket[],
  input: TicketInput,
): Result<LoadedTicket> {
  const loaded = loadedTicket(found, input.ticketId);
  if (!loaded.ok) return loaded;
  const decision = can(actor, action, loaded.value.facts);
  if (!decision.allowed) return err(forbidden(decision.reason, decision.message, ['ticketId']));
  return staleness(loaded.value.ticket, input.expectedVersion) ?? loaded;
}
