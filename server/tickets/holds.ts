import { LockMode } from '@mikro-orm/core';
import { behind, continuedWork, SLICE, sliceOf } from '../platform/commands/continuation.js';
import { eventReaction } from '../platform/commands/reactions.js';
import { overOrganisations } from '../platform/db/over-organisations.js';
import { type Sql, sql } from '../platform/db/sql.js';
import type { NewEvent } from '../platform/events/event.js';
import { ok } from '../platform/kernel/result.js';
import type { ScheduledTask } from '../platform/schedule/index.js';
import { type FilterFacts, filterFacts } from './data/changes.js';
import { TicketEntity, type TicketRow } from './data/entities.js';
import { ticketColumns } from './data/gather.js';
import { endsHolds, isHoldDue } from './rules/holds.js';

/** Informs the tickets that are on hold for a problem or a change that was implemented, resolved or cancelled. */
export const holdCauseEnded = eventReaction({
  to: ['IMPLEMENTATION_COMPLETED', 'TICKET_RESOLVED', 'TICKET_VERIFIED', 'TICKET_CANCELLED'],
  gather: (organisationId, ticketIds) => ({ held: heldFor(organisationId, ticketIds) }),
  react({ held }, { type, ticketId, facts }) {
    if (!ticketId || !endsHolds(type, facts as FilterFacts)) return {};
    const { items, after } = sliceOf(held);
    const waiting = items.filter((ticket) => ticket.holdLinkedTicketId === ticketId);
    return {
      others: waiting.map((ticket) => causeEnded(ticket, ticketId)),
      continues: after === null ? [] : [{ work: otherHolds.name, about: { causeId: ticketId }, after }],
    };
  },
});

/** Informs the tickets for which one transaction is too small. */
export const otherHolds = continuedWork<{ causeId: string }>({
  name: 'holdCauseEnded',
  async slice({ organisationId, query, emit }, { causeId }, from) {
    const { items, after } = sliceOf(await query(heldFor(organisationId, sql`${[causeId]}::uuid[]`, from)));
    for (const ticket of items) emit(causeEnded(ticket, causeId));
    return after;
  },
});

/** The tickets behind `after` that are on hold for one of these. */
function heldFor(organisationId: string, causeIds: Sql, after: string | null = null): Sql<TicketRow> {
  return sql<TicketRow>`select ${ticketColumns('t')} from tickets t
    where t.organisation_id = ${organisationId} and t.hold_linked_ticket_id = any (${causeIds}) and t.status = 'ON_HOLD'${behind('t.id', after)}
    order by t.id limit ${SLICE + 1}`;
}

function causeEnded(ticket: TicketRow, causeId: string): NewEvent {
  return {
    type: 'HOLD_CAUSE_ENDED',
    ticketId: ticket.id,
    visibility: 'INTERNAL',
    changes: [{ field: 'TicketHold.linkedTicket', from: causeId, to: causeId }],
    facts: filterFacts(ticket),
  };
}

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
