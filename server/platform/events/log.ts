import type { ReadSession } from '../db/read-session.js';
import { type Sql, sql } from '../db/sql.js';
import { type Position, samePosition } from './cursor.js';
import type { FilteredEventRow, LogEvent, StoredCause } from './event.js';
import type { EventCounters } from './event-counters.js';
import { addedFacts, type EventFact } from './event-facts.js';

/** What is recorded with an event. */
export interface Recording {
  organisationId: string;
  actorUserId: string | null;
  actorKeyId: string | null;
  /** Null: the time of recording. */
  occurredAt: Date | null;
  cause: StoredCause;
  /** The number of an earlier event that caused these; null: they are caused by a call, or by each other. */
  causedBy: number | null;
  /** The user or API key whose call writes the events; null for Ticketwire itself. It is stored with the last event of the call. */
  caller: string | null;
  /** What modules add to the facts of events about tickets. */
  facts: ReadonlyMap<string, EventFact<unknown>>;
  /** The counters that the events change. */
  counters: EventCounters | undefined;
}

/** The most events of one transaction. Work with more is a `ContinuedWork`. */
const MOST_EVENTS = 2000;

/**
 * Appends events to an organisation's log. It must be the last statement of its transaction: it locks the organisation's head until the
 * commit, so that numbers have no gaps and follow the order of commits. The time of recording is taken under that lock, so it never
 * decreases. The facts are read before that lock is taken, because other writers of the organisation wait for it; then the counters that the
 * events change are locked, and then the head. Without a head it fails, because an event must have a number: no change is committed without
 * its events. `beside` is written in the same statement, and can refer to the places of the events: `head.number` is the one before them,
 * `head.last` the last one, and `head.at` its time.
 */
export function appendEvents(
  events: readonly LogEvent[],
  recording: Recording,
  beside: readonly (Sql | null)[] = [],
): Sql<Position> {
  const { organisationId, actorUserId, actorKeyId, occurredAt, causedBy } = recording;
  if (events.length > MOST_EVENTS)
    throw new Error(`A change writes at most ${MOST_EVENTS} events, and this one has ${events.length}.`);
  const firsts = new Map(events.map(({ ticketId }, i) => [ticketId, i] as const).toReversed());
  const rows = events.map((event, i) => ({
    i: i + 1,
    is_first: firsts.get(event.ticketId) === i,
    type: event.type,
    ticket_id: event.ticketId ?? null,
    visibility: event.visibility ?? 'PUBLIC',
    comment_id: event.commentId ?? null,
    attachment_id: event.attachmentId ?? null,
    other_ticket_id: event.otherTicketId ?? null,
    cause: {
      ...recording.cause,
      ...(causedBy === null && event.causedBy === undefined ? {} : { kind: 'EVENT' }),
      ...(event.causedBy === undefined ? {} : { back: i - event.causedBy }),
      ...(recording.caller !== null && i === events.length - 1 ? { caller: recording.caller } : {}),
    },
    changes: event.changes ?? [],
    facts: event.facts ?? null,
  }));
  const added = recording.facts.size > 0 ? sql` || ${addedFacts(recording.facts, organisationId)}` : sql``;
  const counted = recording.counters?.(organisationId, events) ?? null;
  const sides = beside
    .filter((one) => one !== null)
    .map((one, i) => sql`, ${sql.raw(`beside_${i}`)} as (${one})`);
  const cause =
    causedBy === null
      ? sql`e.cause`
      : sql`case when e.cause ? 'back' then e.cause
          else e.cause || jsonb_build_object('back', head.number + e.i - ${causedBy}::bigint) end`;
  return sql<Position>`
    with recorded as materialized (
      select e.i, e.type, e.ticket_id, e.visibility, e.comment_id, e.attachment_id, e.other_ticket_id, e.cause, e.changes, e.facts${added} as facts
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e (i int, is_first boolean, type text, ticket_id uuid, visibility text,
        comment_id uuid, attachment_id uuid, other_ticket_id uuid, cause jsonb, changes jsonb, facts jsonb)
    )${counted ? sql`, counted as (${counted})` : sql``}, locked as (
      update event_heads set number = number + (select count(*) from recorded) where organisation_id = ${organisationId}
        ${counted ? sql`and case when (select count(*) from recorded) > 0 then (select count(*) from counted) > 0 end` : sql``}
      returning number as last
    ), head as materialized (
      select last - ${events.length}::int as number, last, clock_timestamp()::timestamptz(3) as at from locked
    )${sql.join(sides, sql``)}
    insert into events (organisation_id, number, type, ticket_id, visibility, comment_id, attachment_id, other_ticket_id,
      actor_user_id, actor_key_id, recorded_at, occurred_at, cause, changes, facts)
    select ${organisationId}::uuid, head.number + e.i, e.type, e.ticket_id, e.visibility, e.comment_id, e.attachment_id, e.other_ticket_id,
      ${actorUserId}::uuid, ${actorKeyId}::uuid, head.at, coalesce(${occurredAt?.toISOString() ?? null}::timestamptz, head.at), ${cause}, e.changes, e.facts
    from recorded e left join head on true
    returning number, recorded_at as "recordedAt"`;
}

/** The last event of a call. */
export type LastEvent = Position & { organisationId: string };

/** The last of appended events. A change is never committed without its events: throws if some were not appended. */
export function lastOf(
  organisationId: string,
  events: readonly LogEvent[],
  appended: readonly unknown[],
): LastEvent {
  const rows = appended as readonly { number: number | string; recordedAt: Date | string }[];
  const [first] = rows;
  if (!first || rows.length !== events.length) throw new Error('events were not appended');
  return {
    organisationId,
    number: Math.max(...rows.map(({ number }) => Number(number))),
    recordedAt: new Date(first.recordedAt),
  };
}

/** The tickets that events refer to. */
function ticketsOf(events: readonly LogEvent[]): string[] {
  const ids = events.flatMap(({ ticketId, otherTicketId }) => [ticketId, otherTicketId]);
  return [...new Set(ids)].filter((id) => typeof id === 'string').sort();
}

/**
 * Waits for transactions that are changing tickets which the events refer to. The foreign key would wait as well, but after locking the
 * head, which those transactions need for their own events: a deadlock. Null for one ticket, which the command has locked.
 */
export function keepTickets(organisationId: string, events: readonly LogEvent[]): Sql | null {
  const ids = ticketsOf(events);
  if (ids.length < 2) return null;
  return sql`select 1 from tickets where organisation_id = ${organisationId} and id = any (${ids}::uuid[])
    order by id for key share`;
}

const eventColumns = sql.raw(
  [
    'organisation_id as "organisationId"',
    'number',
    'type',
    'ticket_id as "ticketId"',
    'visibility',
    'comment_id as "commentId"',
    'attachment_id as "attachmentId"',
    'actor_user_id as "actorUserId"',
    'actor_key_id as "actorKeyId"',
    'recorded_at as "recordedAt"',
    'occurred_at as "occurredAt"',
    'cause',
    'changes',
  ]
    .map((column) => `e.${column}`)
    .join(', '),
);

/** The columns of `events e`, as an `EventRow`. */
export function selectedEvent(): Sql {
  return eventColumns;
}

function eventsBehind(organisationId: string, number: number, limit: number): Sql<FilteredEventRow> {
  return sql<FilteredEventRow>`select ${eventColumns}, e.facts from events e
    where e.organisation_id = ${organisationId} and not e.archived and e.number > ${number} order by e.number limit ${limit}`;
}

/** The end of an organisation's log. */
export function headOf(organisationId: string): Sql<Position> {
  return sql<Position>`select ${head} from ${heads(organisationId)} where h.organisation_id = ${organisationId}`;
}

/** The end of the log of a session's organisation, in its snapshot. */
export async function headIn(session: ReadSession): Promise<Position> {
  const [found] = await session.query(headOf(session.organisationId), 'once');
  if (!found) throw new Error('the organisation has no log');
  return found;
}

/**
 * The end of an organisation's log, and the number up to which it can no longer be replayed. An archived event is never replayed again, also
 * when the retention has become longer.
 */
export function bounds(organisationId: string, retentionDays: number): Sql<Position & { floor: number }> {
  return sql<Position & { floor: number }>`
    select ${head}, coalesce((select e.number - 1 from events e where e.organisation_id = ${organisationId} and not e.archived
      and e.recorded_at >= now() - make_interval(days => ${retentionDays}) order by e.recorded_at, e.number limit 1), h.number) as floor
    from ${heads(organisationId)} where h.organisation_id = ${organisationId}`;
}

const head = sql`h.number, coalesce(last.recorded_at, o.created_at) as "recordedAt"`;

/** The last event is never archived. */
function heads(organisationId: string): Sql {
  return sql`event_heads h join organisations o on o.id = ${organisationId}
    left join events last on last.organisation_id = ${organisationId} and not last.archived and last.number = h.number`;
}

/** Whether the log has each of these places: after it was set back, numbers are given again. */
export async function areKnown(session: ReadSession, positions: readonly Position[]): Promise<boolean[]> {
  const { organisationId } = session;
  const numbers = positions.map(({ number }) => number);
  const rows = await session.query(
    sql<Position>`select number, recorded_at as "recordedAt" from events
      where organisation_id = ${organisationId} and number = any (${numbers}::bigint[])
      union all select 0, created_at from organisations where id = ${organisationId}`,
    'once',
  );
  const there = new Map(rows.map((row) => [row.number, row]));
  return positions.map((one) => samePosition(there.get(one.number), one));
}

/** Whether the log has this place. */
export async function isKnown(session: ReadSession, position: Position): Promise<boolean> {
  return (await areKnown(session, [position]))[0] === true;
}

/** Events after a place, in order; null when the log does not have the place, or has archived what follows it. */
export async function eventsBehindKnown(
  session: ReadSession,
  position: Position,
  limit: number,
): Promise<FilteredEventRow[] | null> {
  const [known, events] = await Promise.all([
    isKnown(session, position),
    session.query(eventsBehind(session.organisationId, position.number, limit), 'once'),
  ]);
  const [next] = events;
  return known && (!next || next.number === position.number + 1) ? events : null;
}
