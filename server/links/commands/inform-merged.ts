import { eventReaction } from '../../platform/commands/reactions.js';
import { sql } from '../../platform/db/sql.js';
import { type FilterFacts, filterFacts, type TicketRow, ticketColumns } from '../../tickets/index.js';

/** The most merged tickets that are informed, and the most merges that are followed back. */
const MOST = { tickets: 900, steps: 20 };

type Merged = TicketRow & { targetId: string };

/**
 * Informs the requesters of merged tickets when the target is resolved: by an event on their ticket. Requesters who follow the target see
 * that it is resolved.
 */
export const informMerged = eventReaction({
  to: ['TICKET_RESOLVED', 'TICKET_VERIFIED'],
  gather: (organisationId, ticketIds) => ({
    merged: sql<Merged>`with recursive merged (id, target_id, step) as (
        select l.from_ticket_id, l.to_ticket_id, 1 from ticket_links l
        where l.organisation_id = ${organisationId} and l.to_ticket_id = any (${ticketIds}) and l.kind = 'MERGED_INTO'
        union all
        select l.from_ticket_id, m.target_id, m.step + 1 from merged m join ticket_links l
          on l.organisation_id = ${organisationId} and l.to_ticket_id = m.id and l.kind = 'MERGED_INTO'
        where m.step < ${MOST.steps})
      select ${ticketColumns('t')}, m.target_id as "targetId" from merged m
      join tickets t on t.organisation_id = ${organisationId} and t.id = m.id
      join tickets target on target.organisation_id = ${organisationId} and target.id = m.target_id
      where target.requester_id <> t.requester_id and not exists (select 1 from ticket_people p
        where p.organisation_id = ${organisationId} and p.ticket_id = target.id and p.user_id = t.requester_id)
      order by t.id limit ${MOST.tickets}`,
  }),
  react({ merged }, { ticketId, facts }) {
    if ((facts as FilterFacts).status !== 'RESOLVED') return {};
    const its = merged.filter(({ targetId }) => targetId === ticketId);
    return {
      others: its.map(({ targetId, ...ticket }) => ({
        type: 'MERGE_TARGET_RESOLVED',
        ticketId: ticket.id,
        changes: [{ field: 'TicketCancellation.duplicateOf', from: targetId, to: targetId }],
        // In a unit of work, times come as texts.
        facts: filterFacts({ ...ticket, createdAt: new Date(ticket.createdAt) }),
      })),
    };
  },
});
