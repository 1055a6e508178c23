import { behind, continuedWork, SLICE, sliceOf } from '../../platform/commands/continuation.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import type { NewEvent } from '../../platform/events/event.js';
import { filterFacts, type TicketRow, ticketColumns } from '../../tickets/index.js';

/** Publishes a status update of a major incident on the children for which one transaction is too small. */
export const otherChildren = continuedWork<{ parentId: string }>({
  name: 'parentStatusUpdated',
  async slice({ organisationId, query, emit }, { parentId }, from) {
    const { items, after } = sliceOf(await query(openChildren(organisationId, sql`${parentId}`, from)));
    for (const child of items) emit(parentUpdated(child));
    return after;
  },
});

/** The children of a ticket, behind `after`, that are not closed or cancelled. */
export function openChildren(
  organisationId: string,
  parentId: Sql,
  after: string | null = null,
): Sql<TicketRow> {
  return sql<TicketRow>`select ${ticketColumns('child')} from ticket_links l
    join tickets child on child.organisation_id = ${organisationId} and child.id = l.to_ticket_id
      and child.status not in ('CLOSED', 'CANCELLED')
    where l.organisation_id = ${organisationId} and l.from_ticket_id = ${parentId}::uuid and l.kind = 'PARENT_OF'${behind('child.id', after)}
    order by child.id limit ${SLICE + 1}`;
}

export function parentUpdated(child: TicketRow): NewEvent {
  return {
    type: 'PARENT_STATUS_UPDATED',
    ticketId: child.id,
    facts: filterFacts(child),
  };
}
