import { behind, continuedWork, SLICE, sliceOf } from '../../platform/commands/continuation.js';
import { eventReaction } from '../../platform/commands/reactions.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import type { NewEvent } from '../../platform/events/event.js';
import { type FilterFacts, filterFacts, type TicketRow, ticketColumns } from '../../tickets/index.js';

/** The most merges that are followed back. */
const MOST_STEPS = 20;

type Merged = TicketRow & { targetId: string };

/**
 * Informs the requesters of merged tickets when the target is resolved: by an event on their ticket. Requesters who follow the target see
 * that it is resolved.
 */
export const informMerged = eventReaction({
  to: ['TICKET_RESOLVED', 'TICKET_VERIFIED'],
  gather: (organisationId, ticketIds) => ({ merged: mergedInto(organisationId, ticketIds) }),
  react({ merged }, { ticketId, facts }) {
    if (!ticketId || (facts as FilterFacts).status !== 'RESOLVED') return {};
    const { items, after } = sliceOf(merged);
    return {
      others: items.filter(({ targetId }) => targetId === ticketId).map(targetResolved),
      continues: after === null ? [] : [{ work: informOthers.name, about: { targetId: ticketId }, after }],
    };
  },
});

/** Informs those for whom one transaction is too small. */
export const informOthers = continuedWork<{ targetId: string }>({
  name: 'mergeTargetResolved',
  async slice({ organisationId, query, emit }, { targetId }, from) {
    const merged = await query(mergedInto(organisationId, sql`${[targetId]}::uuid[]`, from));
    const { items, after } = sliceOf(merged);
    for (const one of items) emit(targetResolved(one));
    return after;
  },
});

/** The tickets behind `after` that were merged into one of these, and whose requesters do not follow it. */
function mergedInto(organisationId: string, ticketIds: Sql, after: string | null = null): Sql<Merged> {
  return sql<Merged>`with recursive merged (id, target_id, step) as (
      select l.from_ticket_id, l.to_ticket_id, 1 from ticket_links l
      where l.organisation_id = ${organisationId} and l.to_ticket_id = any (${ticketIds}) and l.kind = 'MERGED_INTO'
      union all
      select l.from_ticket_id, m.target_id, m.step + 1 from merged m join ticket_links l
        on l.organisation_id = ${organisationId} and l.to_ticket_id = m.id and l.kind = 'MERGED_INTO'
      where m.step < ${MOST_STEPS})
    select ${ticketColumns('t')}, m.target_id as "targetId" from merged m
    join tickets t on t.organisation_id = ${organisationId} and t.id = m.id
    join tickets target on target.organisation_id = ${organisationId} and target.id = m.target_id
    where target.requester_id <> t.requester_id${behind('t.id', after)} and not exists (select 1 from ticket_people p
      where p.organisation_id = ${organisationId} and p.ticket_id = target.id and p.user_id = t.requester_id)
    order by t.id limit ${SLICE + 1}`;
}

function targetResolved({ targetId, ...ticket }: Merged): NewEvent {
  return {
    type: 'MERGE_TARGET_RESOLVED',
    ticketId: ticket.id,
    changes: [{ field: 'TicketCancellation.duplicateOf', from: targetId, to: targetId }],
    facts: filterFacts(ticket),
  };
}
