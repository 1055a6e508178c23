import { LockMode } from '@mikro-orm/core';
import { eventReaction } from '../platform/commands/reactions.js';
import { overOrganisations } from '../platform/db/over-organisations.js';
import { sql } from '../platform/db/sql.js';
import { ok } from '../platform/kernel/result.js';
import type { ScheduledTask } from '../platform/schedule/index.js';
import { type FilterFacts, filterFacts } from './data/changes.js';
import { TicketEntity, type TicketRow } from './data/entities.js';
import { ticketColumns } from './data/gather.js';
import { endsHolds, isHoldDue } from './rules/holds.js';

/** The most tickets that are informed about the end of what they wait for. */
const MOST_HELD = 900;

/** Informs the tickets that are on hold for a problem or a change that was implemented, resolved or cancelled. */
export const holdCauseEnded = eventReaction({
  to: ['IMPLEMENTATION_COMPLETED', 'TICKET_RESOLVED', 'TICKET_VERIFIED', 'TICKET_CANCELLED'],
  gather: (organisationId, ticketIds) => ({
    held: sql<TicketRow>`select ${ticketColumns('t')} from tickets t
      where t.organisation_id = ${organisationId} and t.hold_linked_ticket_id = any (${ticketIds}) and t.status = 'ON_HOLD'
      order by t.id limit ${MOST_HELD}`,
  }),
  react({ held }, { type, ticketId, facts }) {
    if (!endsHolds(type, facts as FilterFacts)) return {};
    const waiting = held.filter((ticket) => ticket.holdLinkedTicketId === ticketId);
    return {
      others: waiting.map((ticket) => ({
        type: 'HOLD_CAUSE_ENDED',
        ticketId: ticket.id,
        visibility: 'INTERNAL',
        changes: [{ field: 'TicketHold.linkedTicket', from: ticketId, to: ticketId }],
        // In a unit of work, times come as texts.
        facts: filterFacts({ ...ticket, createdAt: new Date(ticket.createdAt) }),
      })),
    };
  },
});

/** Records, once, that the time is reached at which a hold was to end. The ticket stays on hold until somebody resumes it. */
export const holdDue: ScheduledTask = {
  name: 'holdDue',
  findDue: (pool, now, after, limit) => overOrganisations(pool, sql`due_holds(${now}, ${after}, ${limit})`),
  async run({ em, organisationId, now, emit }, id) {
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const ticket = await em.findOne(TicketEntity, { organisationId, id }, { lockMode });
    if (!ticket || !isHoldDue(ticket, now)) return ok(null);
    const at = ticket.holdResumeAt?.toISOString() ?? null;
    ticket.holdDueAt = null;
    emit({
      type: 'HOLD_DUE',
      ticketId: id,
      visibility: 'INTERNAL',
      changes: [{ field: 'TicketHold.resumeAt', from: at, to: at }],
      facts: filterFacts(ticket),
    });
    return ok(null);
  },
};
