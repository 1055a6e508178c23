import { type HeldWork, heldWork, type Successor } from '../identity/people/index.js';
import type { CommandContext } from '../platform/commands/command-context.js';
import { type Sql, sql } from '../platform/db/sql.js';
import { changesSince, filterFacts, snapshot } from './data/changes.js';
import { TicketEntity, type TicketRow } from './data/entities.js';
import { isOpen } from './data/open-ticket.js';
import { touch } from './data/store.js';
import { putInQueue } from './rules/assignment.js';

const heldBy: HeldWork['heldBy'] = (organisationId, userId) =>
  sql`from tickets t where t.organisation_id = ${organisationId} and t.assignee_id = ${userId} and ${isOpen()}`;

/** The open tickets that a user holds as their assignee. */
export const heldTickets = heldWork.add({
  tickets: {
    heldBy,
    async settle(command, { userId, to }, most) {
      const { organisationId } = command;
      const user = sql`(select u.left_at is not null from users u where u.organisation_id = ${organisationId} and u.id = ${userId})`;
      // What the last event about a ticket knows of its assignee.
      const known = sql`(select (e.facts -> 'added' -> 'ticket' ->> 'assigneeLeft')::boolean from events e
        where e.organisation_id = ${organisationId} and e.ticket_id = t.id order by e.number desc limit 1)`;
      const due = to ? sql`true` : sql`coalesce(${known}, false) <> ${user}`;
      const tickets = await locked(
        command,
        sql`${heldBy(organisationId, sql`${userId}::uuid`)} and ${due} order by t.id limit ${most}`,
      );
      const [left] = await command.query(sql<{ left: boolean }>`select ${user} as left`);
      for (const ticket of tickets) {
        if (to) handTo(command, ticket, to);
        else announce(command, ticket, left?.left ? 'ASSIGNEE_LEFT' : 'ASSIGNEE_RETURNED');
      }
      return tickets.length;
    },
  },
});

async function locked({ em, query, organisationId }: CommandContext, from: Sql) {
  const rows = await query(sql<{ id: string }>`select t.id ${from} for no key update of t`);
  const id = { $in: rows.map((row) => row.id) };
  return em.find(TicketEntity, { organisationId, id }, { orderBy: { id: 'asc' } });
}

function announce({ emit }: CommandContext, ticket: TicketRow, type: 'ASSIGNEE_LEFT' | 'ASSIGNEE_RETURNED') {
  const { id: ticketId, assigneeId } = ticket;
  const changes = [{ field: 'Ticket.assignee' as const, from: assigneeId, to: assigneeId }];
  emit({ type, ticketId, changes, facts: filterFacts(ticket) });
}

function handTo(command: CommandContext, ticket: TicketRow, to: Successor): void {
  const before = snapshot(ticket);
  if ('queueId' in to) putInQueue(ticket, to.queueId);
  ticket.assigneeId = 'userId' in to ? to.userId : null;
  touch(command, ticket);
  const changes = changesSince(before, ticket);
  command.emit({ type: 'TICKET_ASSIGNED', ticketId: ticket.id, changes, facts: filterFacts(ticket) });
}
