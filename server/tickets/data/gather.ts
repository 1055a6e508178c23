import type { Gathering } from '../../platform/commands/command.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, notFound } from '../../platform/kernel/user-errors.js';
import type { Actor } from '../../platform/viewer/actor.js';
import { can, type TicketAction } from '../rules/policy.js';
import { TicketEntity, type TicketRow } from './entities.js';
import { type LoadedTicket, staleness, type TicketInput } from './store.js';
import { internalVisibleToMe, visibleToMe } from './visibility.js';

/** All columns of tickets with this alias. */
export function ticketColumns(alias: string): Sql {
  return columns(TicketEntity, alias);
}

const ticketOfT = ticketColumns('t');

/** A ticket as it is gathered, with what permission is decided by. */
export type GatheredTicket = TicketRow & { queueTeamId: string; internalVisible: boolean };

/**
 * Locks the ticket of a global id, if who asks sees it. Keys stay free: who refers to the ticket in the meantime does not wait for who
 * changes it. What is read of other tables stands in the columns, as a join would be judged by what the ticket was before the lock.
 */
export function ticketToChange({ me, organisationId }: Gathering, globalId: string): Sql<GatheredTicket> {
  return sql<GatheredTicket>`select ${ticketOfT}, (select q.team_id from queues q
      where q.organisation_id = ${organisationId} and q.id = t.queue_id) as "queueTeamId",
      ${internalVisibleToMe(organisationId)} as "internalVisible"
    from ${me}, tickets t where t.organisation_id = ${organisationId} and t.id = ${idOfType(globalId, 'Ticket')}::uuid
      and ${visibleToMe(organisationId)} for no key update of t`;
}

/** The ticket of a global id, if who asks sees it, to refer to: it is not locked, as two may refer to each other at once. */
export function ticketToReferTo(
  { me, organisationId }: Gathering,
  globalId: string | null | undefined,
): Sql<{ id: string }> | null {
  if (!globalId) return null;
  return sql<{ id: string }>`select t.id from ${me}, tickets t
    where t.organisation_id = ${organisationId} and t.id = ${idOfType(globalId, 'Ticket')}::uuid and ${visibleToMe(organisationId)}`;
}

/** A ticket that was gathered. What somebody does not see is not there, for them. */
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

/** The same for an action: seen, permitted, and still at the expected version. */
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
