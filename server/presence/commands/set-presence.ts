import { isStaff } from '../../platform/actor/actor.js';
import { shown } from '../../platform/actor/asking.js';
import { command } from '../../platform/commands/command.js';
import type { SetPresenceInput } from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import { forbidden, invalid, notFound } from '../../platform/kernel/user-errors.js';
import { ticketColumns } from '../../tickets/data/gather.js';
import { visibleToMe } from '../../tickets/data/visibility.js';
import { type TicketRow, ticketsById, toTicket } from '../../tickets/index.js';
import { LEASE_MS, MOST_TICKETS } from '../rules/presence.js';

/** How many leases that have ended are deleted by each call: more than a call makes, so that they never pile up. */
const FORGOTTEN = 20;

interface HeldLease {
  ticketId: string;
  sessionId: string;
  activity: string;
}

/** Says what the actor does at a ticket. It locks nothing of the ticket and writes no event. `changed`: whether others see a difference. */
export const setPresence = command<SetPresenceInput>()({
  operation: 'setPresence',
  gather: ({ ticketId }, { me, organisationId }) => ({
    ticket: sql<TicketRow>`select ${ticketColumns('t')} from ${me}, tickets t
      where t.organisation_id = ${organisationId} and t.id = ${idOfType(ticketId, 'Ticket')}::uuid and ${visibleToMe(organisationId)}`,
    held: sql<HeldLease>`select p.ticket_id as "ticketId", p.session_id as "sessionId", p.activity from ${me}
      join presences p on p.organisation_id = ${organisationId} and p.user_id = me.user_id and p.expires_at > now()`,
  }),
  decide({ ticket: [ticket], held }, { ticketId, activity = null }, { actor, organisationId, now }) {
    if (actor.kind !== 'user' || !isStaff(actor.role))
      return err(
        forbidden('ROLE', 'Only agents, leads and administrators can say that they are at a ticket.'),
      );
    if (!ticket) return err(notFound(['ticketId'], ticketId, 'ticket'));
    const { sessionId, userId } = actor;
    const mine = held.find((one) => one.ticketId === ticket.id && one.sessionId === sessionId);
    const others = new Set(held.flatMap((one) => (one.ticketId === ticket.id ? [] : [one.ticketId])));
    if (activity !== null && others.size >= MOST_TICKETS) {
      const message = `You are at ${MOST_TICKETS} other tickets, and more are not possible. Leave one, or wait for 30 seconds.`;
      return err(invalid(['ticketId'], 'TOO_MANY', message));
    }
    const expiresAt = activity === null ? null : new Date(now.getTime() + LEASE_MS);
    const place = sql`organisation_id = ${organisationId} and ticket_id = ${ticket.id} and session_id = ${sessionId}`;
    const set =
      expiresAt === null
        ? sql`delete from presences where ${place}`
        : sql`insert into presences (organisation_id, ticket_id, session_id, user_id, activity, arrived_at, expires_at)
            values (${organisationId}, ${ticket.id}, ${sessionId}, ${userId}, ${activity}, ${now}, ${expiresAt})
            on conflict (organisation_id, ticket_id, session_id) do update set activity = excluded.activity, expires_at = excluded.expires_at,
              arrived_at = case when presences.expires_at > excluded.arrived_at then presences.arrived_at else excluded.arrived_at end`;
    const forget = sql`delete from presences where organisation_id = ${organisationId} and ctid = any (array(
      select old.ctid from presences old where old.organisation_id = ${organisationId} and old.expires_at < now()
      order by old.expires_at limit ${sql.raw(String(FORGOTTEN))} for update skip locked))`;
    const changed = (mine?.activity ?? null) !== activity;
    const shows = [shown(ticketsById, ticket.id, toTicket(ticket))];
    return ok({ value: { ticketId: ticket.id, expiresAt, changed }, writes: [set, forget], shows });
  },
  // A repeated call changed nothing, and says when the first one ends.
  keep: ({ ticketId, expiresAt }) => ({ ticketId, expiresAt, changed: false }),
});
