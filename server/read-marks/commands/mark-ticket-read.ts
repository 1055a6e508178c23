import { shown } from '../../platform/actor/asking.js';
import { command } from '../../platform/commands/command.js';
import type { MarkTicketReadInput } from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import { positionOf } from '../../platform/events/index.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import type { Sealer } from '../../platform/kernel/seal.js';
import { forbidden, invalid, notFound } from '../../platform/kernel/user-errors.js';
import { ticketColumns } from '../../tickets/data/gather.js';
import { visibleToMe } from '../../tickets/data/visibility.js';
import { type TicketRow, ticketsById, toTicket } from '../../tickets/index.js';

/** A user's marks of older events are forgotten beyond this number. */
const MOST = 2000;

/** Remembers up to where the actor has read a ticket. It locks nothing of the ticket and writes no event. */
export const markTicketRead = (seals: Sealer) =>
  command<MarkTicketReadInput>()({
    operation: 'markTicketRead',
    gather: ({ ticketId }, { me, organisationId }) => ({
      ticket: sql<TicketRow & { last: number }>`select ${ticketColumns('t')}, (select e.number from events e
          where e.organisation_id = ${organisationId} and e.ticket_id = t.id order by e.number desc limit 1) as last
        from ${me}, tickets t where t.organisation_id = ${organisationId} and t.id = ${idOfType(ticketId, 'Ticket')}::uuid
          and ${visibleToMe(organisationId)}`,
    }),
    decide({ ticket: [found] }, { ticketId, cursor }, { actor, organisationId }) {
      if (actor.kind !== 'user')
        return err(forbidden('ROLE', 'API keys cannot mark tickets as read. Sign in as a user.'));
      if (!found) return err(notFound(['ticketId'], ticketId, 'ticket'));
      const { last, ...ticket } = found;
      const isGiven = typeof cursor === 'string';
      const place = isGiven
        ? (positionOf(seals, organisationId, cursor, 'timeline') ?? positionOf(seals, organisationId, cursor))
        : null;
      if (isGiven && !place) return err(invalid(['cursor'], 'FORMAT', 'cursor is not a cursor of events.'));
      const number = Math.min(place?.number ?? last, last);
      const mark = sql`insert into read_marks (organisation_id, user_id, ticket_id, number)
        values (${organisationId}, ${actor.userId}, ${ticket.id}, ${number})
        on conflict (organisation_id, user_id, ticket_id) do update set number = greatest(read_marks.number, excluded.number)`;
      const forget = sql`delete from read_marks where organisation_id = ${organisationId} and user_id = ${actor.userId}
        and ticket_id in (select old.ticket_id from read_marks old where old.organisation_id = ${organisationId}
          and old.user_id = ${actor.userId} order by old.number desc offset ${sql.raw(String(MOST))})`;
      const shows = [shown(ticketsById, ticket.id, toTicket(ticket))];
      return ok({ value: { ticketId: ticket.id }, writes: [mark, forget], shows });
    },
  });
