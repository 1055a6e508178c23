import { internalVisible, recordsVisible, visibleTickets } from '../authz/scope.js';
import type { ViewerReads } from '../authz/viewer-reads.js';
import { commentsById, toComment } from '../comments/index.js';
import { type Children, countsByParent, type NestedKey, pagesByParent } from '../db/nested-page.js';
import { type Connection, type Order, toConnection, windowOf } from '../db/page.js';
import { type Sql, sql } from '../db/sql.js';
import { type EventRow, eventCursor, selectedEvent } from '../events/index.js';
import type { TicketEvent, TimelineEntry } from '../graphql/generated/types.js';
import { readActors } from '../people/index.js';
import { byWhom, commentAdded, toEvent } from './node.js';

const ofApprovals = [
  'APPROVAL_DELEGATED',
  'APPROVAL_REMINDED',
  'APPROVAL_OVERDUE',
] satisfies TicketEvent['type'][];

/**
 * Which events `e` (with their attachment `a`, and the comment `c` of either) of a ticket `t` that is seen the viewer may see,
 * judged by what the comment or attachment is now. That a comment was hidden is told to all: it was public until then. What becomes of an
 * approval is told to those who are asked for it, too: who decides is to be reminded, whatever else they may not see.
 */
function visibleEvents(reads: ViewerReads): Sql<boolean> {
  return sql<boolean>`((${internalVisible(reads.scope)} or case
    when e.type = any (${ofApprovals}::text[]) then ${recordsVisible(reads.scope)}
    when e.type = 'COMMENT_HIDDEN' then e.visibility = 'PUBLIC'
    else coalesce(c.visibility, a.visibility, e.visibility) = 'PUBLIC' end)
    and (e.other_ticket_id is null or ${otherEndVisible(reads)}))`;
}

/** Whether the viewer sees the other ticket that an event is about, and there the comment that it brings from it. */
function otherEndVisible(reads: ViewerReads): Sql<boolean> {
  return sql<boolean>`exists (select from tickets t where t.organisation_id = e.organisation_id and t.id = e.other_ticket_id
    and ${visibleTickets(reads.scope)} and (coalesce(c.visibility, 'PUBLIC') = 'PUBLIC' or ${internalVisible(reads.scope)}))`;
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
const counts = countsByParent(ofTicket);

/** Pages of the timelines of tickets that the viewer sees, with who is on all of them where it is asked for. */
export async function timelinesOn(
  reads: ViewerReads,
  keys: readonly NestedKey[],
): Promise<Connection<TimelineEntry>[]> {
  const found = await timelinePages(reads, keys);
  const added = found.flat().map(commentAdded);
  const comments = await reads.ahead(
    commentsById,
    added.filter((id) => id !== null),
  );
  const named = found.filter((_, i) => ['author', 'actor'].some((field) => keys[i]?.page.asked.has(field)));
  await readActors(reads, named.flat().map(byWhom));
  // A comment where one was added, else the event.
  const toEntry = (event: EventRow): TimelineEntry => {
    const comment = comments.get(commentAdded(event) ?? '');
    return comment ? toComment(comment) : toEvent(event);
  };
  return keys.map(({ parentId, page }, i) => {
    const window = windowOf(page.args, timelineOrder);
    return toConnection(found[i] ?? [], timelineOrder, window, toEntry, () => reads.load(counts, parentId));
  });
}
