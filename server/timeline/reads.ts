import { commentsById, toComment } from '../comments/index.js';
import { readActors } from '../identity/people/index.js';
import type { ActorReads } from '../platform/actor/actor-reads.js';
import type { Scope } from '../platform/actor/scope.js';
import type { TimelineEntry } from '../platform/contract/generated/types.js';
import type { NestedKey } from '../platform/db/nested-page.js';
import {
  type Connection,
  type Cursors,
  type Order,
  type PageArgs,
  toConnection,
  unknownCursor,
  windowOf,
} from '../platform/db/page.js';
import { type Sql, sql } from '../platform/db/sql.js';
import { recordEvents } from '../platform/events/event-fields.js';
import {
  areKnown,
  type EventRow,
  eventCursor,
  type FilteredEventRow,
  headIn,
  type Position,
  positionCursor,
  positionOf,
  samePosition,
  selectedEvent,
} from '../platform/events/index.js';
import { type ChildrenOnTickets, listOnTickets, noteHidden, notVisible } from '../tickets/data/hidden.js';
import { internalVisible, partVisible, recordsVisible, visibleTickets } from '../tickets/data/visibility.js';
import { losesTicket, possibleLoss } from '../tickets/index.js';
import { byWhom, commentAdded, toEvent } from './node.js';

/**
 * The events `e` (with their attachment `a`, and the comment `c` of either) of a visible ticket `t` that the actor can see, by the present
 * visibility of the comment or attachment. That a comment was hidden is shown to all, because it was public before. Events about approvals
 * and tasks are also shown to the plan's approvers, so that they can be reminded. That somebody became a watcher is also shown to this person.
 */
function visibleEvents(reads: ActorReads): Sql<boolean> {
  return sql<boolean>`((${internalVisible(reads.scope)} or case
    when e.type = any (${reads.extensions.at(recordEvents)}::text[]) then ${recordsVisible(reads.scope)}
    when e.type = 'COMMENT_HIDDEN' then e.visibility = 'PUBLIC'
    when e.type in ${ofWatchers} then ${namesActor(reads.scope)}
    else coalesce(c.visibility, a.visibility, e.visibility) = 'PUBLIC' end)
    and (e.other_ticket_id is null or ${otherEndVisible(reads)}))`;
}

/** Events that also the person sees whom they name. */
const ofWatchers = sql.raw("('WATCHER_ADDED', 'WATCHER_REMOVED')");

/** Whether the changes of an event `e` name the actor. */
function namesActor(scope: Scope): Sql<boolean> {
  if (!('userId' in scope)) return sql<boolean>`false`;
  return sql<boolean>`exists (select 1 from jsonb_array_elements(e.changes) change
    where ${scope.userId} in (change ->> 'from', change ->> 'to'))`;
}

/** Whether the actor can see the other ticket of an event, and there the comment that the event shows. */
function otherEndVisible(reads: ActorReads): Sql<boolean> {
  return sql<boolean>`exists (select 1 from tickets t where t.organisation_id = ${reads.organisationId} and t.id = e.other_ticket_id
    and ${visibleTickets(reads.scope)} and ${partVisible(reads.scope, sql`coalesce(c.visibility, 'PUBLIC')`)})`;
}

function joined(reads: ActorReads, events = sql`events`): Sql {
  return sql`from ${events} e
  join tickets t on t.organisation_id = ${reads.organisationId} and t.id = e.ticket_id
  left join attachments a on a.organisation_id = ${reads.organisationId} and a.id = e.attachment_id
  left join comments c on c.organisation_id = ${reads.organisationId}
    and c.id = case when e.comment_id is null then a.comment_id else e.comment_id end`;
}

/** Has the witness note the tickets `t` of events `e` that are hidden: their own, and the other ones that they are about. */
async function noteHiddenOf(reads: ActorReads, numbers: readonly number[]): Promise<void> {
  if (numbers.length === 0) return;
  const { organisationId } = reads;
  await noteHidden(
    reads,
    sql`from events e
      join tickets t on t.organisation_id = ${organisationId} and t.id = any (array[e.ticket_id, e.other_ticket_id])
      where e.organisation_id = ${organisationId} and e.number = any (${numbers}::bigint[])`,
    'repeated',
  );
}

/** Numbers of these that are not among the rows. */
function without(numbers: readonly number[], rows: readonly Position[]): number[] {
  const found = new Set(rows.map(({ number }) => number));
  return numbers.filter((number) => !found.has(number));
}

/** The events `e` among these, of a visible ticket, that the actor can see: `from … where …`. */
export function visibleEventsAmong(reads: ActorReads, events: Sql): Sql {
  return sql`${joined(reads, events)} where e.organisation_id = ${reads.organisationId} and ${visibleEvents(reads)}`;
}

/** The cursor of an event in the timeline of its ticket. */
export function timelineCursor({ seals, organisationId }: ActorReads, event: Position): string {
  return eventCursor(seals, organisationId, event, 'timeline');
}

/** How many events of a ticket, and how many possible losses among them, are looked at. */
const LOOKED_AT = { events: 1000, losses: 20 };

/** The numbers of those of these events that exist and that the actor can see now, with their ticket. */
export async function visibleNumbers(reads: ActorReads, events: readonly Position[]): Promise<Set<number>> {
  const numbers = events.map(({ number }) => number);
  const rows = await reads.query(sql<Position>`select e.number, e.recorded_at as "recordedAt" ${joined(reads)}
    where e.organisation_id = ${reads.organisationId} and e.number = any (${numbers}::bigint[])
      and ${visibleTickets(reads.scope)} and ${visibleEvents(reads)}`);
  await noteHiddenOf(reads, without(numbers, rows));
  const visible = new Map(rows.map((row) => [row.number, row]));
  return new Set(
    events.filter((event) => samePosition(visible.get(event.number), event)).map(({ number }) => number),
  );
}

/** An event by its place in the log, as a key. */
export function placeKey(event: Position): Position & { name: string } {
  return { number: event.number, recordedAt: event.recordedAt, name: String(event.number) };
}

/** Whether the actor can see each of these events now, with their ticket. */
export async function visibleEvent(reads: ActorReads, events: readonly Position[]): Promise<boolean[]> {
  const visible = await visibleNumbers(reads, events);
  return events.map(({ number }) => visible.has(number));
}

/** The events of these tickets after a place in the log that the actor can see now, in order: the last ones, when there are very many. */
export async function visibleEventsSince(
  reads: ActorReads,
  ticketIds: readonly string[],
  { number }: Position,
): Promise<FilteredEventRow[]> {
  const rows = await reads.query(sql<FilteredEventRow>`select ${selectedEvent()}, e.facts ${joined(reads)}
    where e.organisation_id = ${reads.organisationId} and not e.archived and e.number > ${number} and e.ticket_id = any (${ticketIds}::uuid[])
      and ${visibleTickets(reads.scope)} and ${visibleEvents(reads)}
    order by e.number desc limit ${sql.raw(String(LOOKED_AT.events))}`);
  await noteHidden(
    reads,
    sql`from events e
      join tickets t on t.organisation_id = ${reads.organisationId} and t.id = any (array[e.ticket_id, e.other_ticket_id])
      where e.organisation_id = ${reads.organisationId} and not e.archived and e.number > ${number} and e.ticket_id = any (${ticketIds}::uuid[])`,
    'repeated',
  );
  return rows.reverse();
}

/** The events with these cursors that the actor can see now. */
export async function eventsByCursor(
  reads: ActorReads,
  cursors: readonly string[],
): Promise<(EventRow | null)[]> {
  const { organisationId, seals, scope } = reads;
  const places = cursors.map((cursor) => positionOf(seals, organisationId, cursor));
  const numbers = places.flatMap((place) => place?.number ?? []);
  const rows = await reads.query(sql<EventRow>`select ${selectedEvent()} ${joined(reads)}
    where e.organisation_id = ${organisationId} and e.number = any (${numbers}::bigint[])
      and ${visibleTickets(scope)} and ${visibleEvents(reads)}`);
  await noteHiddenOf(reads, without(numbers, rows));
  const visible = new Map(rows.map((row) => [row.number, row]));
  return places.map((place) => {
    const row = place && visible.get(place.number);
    return row && samePosition(row, place) ? row : null;
  });
}

/** Whether the actor lost a ticket, which they cannot see, by an event after a cursor of the log. */
export async function lostSince(reads: ActorReads, ticketId: string, after: string): Promise<boolean> {
  const { seals, organisationId, scope } = reads;
  const position = positionOf(seals, organisationId, after);
  if (!position) return false;
  const events = await reads.query(sql<FilteredEventRow>`select ${selectedEvent()}, e.facts from events e
    where e.organisation_id = ${organisationId} and not e.archived and e.ticket_id = ${ticketId} and e.number > ${position.number}
    order by e.number desc limit ${LOOKED_AT.events}`);
  const losses = events
    .map((event) => possibleLoss(scope, event, () => true))
    .filter((loss) => loss !== null);
  for (const loss of losses.slice(0, LOOKED_AT.losses)) if (await losesTicket(reads, loss)) return true;
  return false;
}

/** The cursor of the log's position in this snapshot. */
export async function snapshotCursor(reads: ActorReads): Promise<string> {
  const { seals, organisationId } = reads;
  return positionCursor(seals, organisationId, await headIn(reads));
}

const timelineOrder: Order<EventRow> = {
  name: 'timeline',
  descending: false,
  columns: [{ sql: 'e.number', type: 'bigint', of: (event) => event.number }],
};

/** Timeline cursors are sealed like those of the log: a plain number would reveal hidden events. */
function timelineCursors(reads: ActorReads): Cursors<EventRow> {
  const { seals, organisationId } = reads;
  return {
    of: (event) => timelineCursor(reads, event),
    values: (cursor) => {
      const position = positionOf(seals, organisationId, cursor, 'timeline');
      return position && [position.number];
    },
  };
}

/** To a class of requesters, a timeline is personal when it has events that only the person whom they name sees. */
async function noteOwnEvents(reads: ActorReads, keys: readonly NestedKey[]): Promise<void> {
  const { witness, organisationId, scope } = reads;
  if (!witness || scope.sees !== 'ticket') return;
  const ticketIds = keys.map(({ parentId }) => parentId);
  const [found] = await reads.query(sql`select 1 from events e where e.organisation_id = ${organisationId}
    and e.ticket_id = any (${ticketIds}::uuid[]) and e.type in ${ofWatchers} limit 1`);
  if (found) witness.personal();
}

const ofTicket: ChildrenOnTickets<EventRow> = {
  order: timelineOrder,
  cursors: timelineCursors,
  columns: selectedEvent,
  source: (
    reads,
  ) => sql`${joined(reads)} where e.organisation_id = ${reads.organisationId} and e.ticket_id = parent.id
    and ${visibleEvents(reads)}`,
  hidden: (reads) => sql`from events e
    join tickets t on t.organisation_id = ${reads.organisationId} and t.id = e.other_ticket_id
    where e.organisation_id = ${reads.organisationId} and e.ticket_id = parent.id and ${notVisible(reads)}`,
};

/** Checks the arguments of a timeline. Throws `BadInput`, also for the cursor of an event that the log no longer has. */
export async function checkTimeline(reads: ActorReads, args: PageArgs): Promise<void> {
  windowOf(args, timelineOrder, timelineCursors(reads));
  for (const name of ['after', 'before'] as const) {
    const cursor = args[name];
    if (typeof cursor === 'string' && !(await reads.load(cursorIsKnown, cursor))) throw unknownCursor(name);
  }
}

async function cursorIsKnown(reads: ActorReads, cursors: readonly string[]): Promise<boolean[]> {
  const positions = cursors.map((cursor) =>
    positionOf(reads.seals, reads.organisationId, cursor, 'timeline'),
  );
  const opened = positions.filter((position) => position !== null);
  const known = new Map(opened.map((position, i) => [position, i]));
  const answers = await areKnown(reads, opened);
  return positions.map((position) => position !== null && answers[known.get(position) ?? -1] === true);
}

export const { pages: timelinePages, counts } = listOnTickets(ofTicket);

/** Pages of the timelines of visible tickets. Actors are read for all pages together where they are selected. */
export async function timelinesOn(
  reads: ActorReads,
  keys: readonly NestedKey[],
): Promise<Connection<TimelineEntry>[]> {
  const [found] = await Promise.all([timelinePages(reads, keys), noteOwnEvents(reads, keys)]);
  const added = found.flat().map(commentAdded);
  const comments = await reads.ahead(
    commentsById,
    added.filter((id) => id !== null),
  );
  const named = found.filter((_, i) => ['author', 'actor'].some((field) => keys[i]?.page.asked.has(field)));
  await readActors(reads, named.flat().map(byWhom));
  // A comment where one was added, otherwise the event.
  const toEntry = (event: EventRow): TimelineEntry => {
    const comment = comments.get(commentAdded(event) ?? '');
    return comment ? toComment(comment) : toEvent(reads, event);
  };
  const cursors = timelineCursors(reads);
  return keys.map(({ parentId, page }, i) => {
    const window = windowOf(page.args, timelineOrder, cursors);
    const count = () => reads.load(counts, parentId);
    return toConnection(found[i] ?? [], timelineOrder, window, toEntry, count, cursors);
  });
}
