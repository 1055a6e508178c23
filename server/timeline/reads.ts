import { internalVisible, visibleTickets } from '../authz/scope.js';
import type { ViewerReads } from '../authz/viewer-reads.js';
import { type Children, countsByParent, pagesByParent } from '../db/nested-page.js';
import type { Order } from '../db/page.js';
import { type Sql, sql } from '../db/sql.js';
import { type EventRow, eventCursor, selectedEvent } from '../events/index.js';

/**
 * Which events `e` (with their attachment `a`, and the comment `c` of either) of a ticket `t` that is seen the viewer may see,
 * judged by what the comment or attachment is now. That a comment was hidden is told to all: it was public until then.
 */
function visibleEvents(reads: ViewerReads): Sql<boolean> {
  return sql<boolean>`(${internalVisible(reads.scope)} or case
    when e.type = 'COMMENT_HIDDEN' then e.visibility = 'PUBLIC'
    else coalesce(c.visibility, a.visibility, e.visibility) = 'PUBLIC' end)`;
}

const joined = sql`from events e
  join tickets t on t.organisation_id = e.organisation_id and t.id = e.ticket_id
  left join attachments a on a.organisation_id = e.organisation_id and a.id = e.attachment_id
  left join comments c on c.organisation_id = e.organisation_id
    and c.id = case when e.comment_id is null then a.comment_id else e.comment_id end`;

/** Of these numbers, the ones whose event and ticket the viewer may see now. */
export async function visibleNumbers(reads: ViewerReads, numbers: readonly number[]): Promise<Set<number>> {
  const rows = await reads.query(sql<{ number: number }>`select e.number ${joined}
    where e.organisation_id = ${reads.organisationId} and e.number = any (${numbers}::bigint[])
      and ${visibleTickets(reads.scope)} and ${visibleEvents(reads)}`);
  return new Set(rows.map((row) => row.number));
}

/** The position in the log that the snapshot was taken at. */
export async function snapshotPosition(reads: ViewerReads): Promise<number> {
  const [row] = await reads.query(
    sql<{ number: number }>`select number from event_heads where organisation_id = ${reads.organisationId}`,
  );
  return row?.number ?? 0;
}

/** The cursor of that position. */
export async function snapshotCursor(reads: ViewerReads): Promise<string> {
  return eventCursor(reads.organisationId, await snapshotPosition(reads));
}

export const timelineOrder: Order<EventRow> = {
  name: 'timeline',
  descending: false,
  columns: [{ sql: 'e.number', type: 'bigint', of: (event) => event.number }],
};

const ofTicket: Children<ViewerReads, EventRow> = {
  order: timelineOrder,
  columns: selectedEvent,
  source: (
    reads,
  ) => sql`${joined} where e.organisation_id = ${reads.organisationId} and e.ticket_id = parent.id
    and ${visibleEvents(reads)}`,
};

export const timelinePages = pagesByParent(ofTicket);
export const timelineCounts = countsByParent(ofTicket);
