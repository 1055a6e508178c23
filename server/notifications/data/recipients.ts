import { meAsUser } from '../../identity/people/index.js';
import type { NotificationKind } from '../../platform/contract/generated/enums.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { type FilteredEventRow, selectedEvent } from '../../platform/events/index.js';
import type { Extensions } from '../../platform/extensions/extensions.js';
import { visibleToMe } from '../../tickets/data/visibility.js';
import type { NotifiedTicket } from '../../tickets/index.js';
import { eventsVisibleToMe, joinedEvents } from '../../timeline/index.js';
import type { Told } from '../rules/recipients.js';

/** The events behind the place up to which the log was read, in order. */
export function eventsToRead(organisationId: string, number: number, limit: number): Sql<FilteredEventRow> {
  return sql<FilteredEventRow>`select ${selectedEvent()} from events e
    where e.organisation_id = ${organisationId} and e.number > ${number} order by e.number limit ${sql.raw(String(limit))}`;
}

/** The tickets of events, as rules need them. */
export function notifiedTickets(organisationId: string, ids: readonly string[]): Sql<NotifiedTicket> {
  return sql<NotifiedTicket>`select t.id, t.requester_id as "requesterId", t.assignee_id as "assigneeId" from tickets t
    where t.organisation_id = ${organisationId} and t.id = any (${ids}::uuid[])`;
}

/** A person who is notified of an event. */
export interface Notified {
  number: number;
  userId: string;
  ticketId: string;
  kind: NotificationKind;
  ofEvent: boolean;
  /** What they switched off, and their quiet hours. */
  disabled: readonly string[] | null;
  quietStart: number | null;
  quietEnd: number | null;
  timeZone: string | null;
}

/**
 * Who is notified: of those who are named, the active users other than the author who can see the ticket now, and its event. Each once for an
 * event, in the order of the events.
 */
export function notifiedPeople(
  organisationId: string,
  extensions: Extensions,
  told: readonly Told[],
): Sql<Notified> {
  const given = told.map(({ ofEvent, ...one }) => ({ ...one, of_event: ofEvent }));
  return sql<Notified>`
    with given as materialized (
      select g.* from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        as g (number bigint, kind text, rank int, of_event boolean, users jsonb, groups jsonb)
    ), named as (
      select g.number, g.kind, g.rank, g.of_event, u.id::uuid as user_id from given g, jsonb_array_elements_text(g.users) u (id)
      union all
      select g.number, g.kind, g.rank, g.of_event, tp.user_id from given g
        join events e on e.organisation_id = ${organisationId} and e.number = g.number
        join ticket_people tp on tp.organisation_id = ${organisationId} and tp.ticket_id = e.ticket_id
          and ((tp.participation = 'WATCHER' and g.groups @> '["WATCHERS"]') or (tp.participation = 'AFFECTED' and g.groups @> '["AFFECTED"]'))
      union all
      select g.number, g.kind, g.rank, g.of_event, tm.user_id from given g
        join events e on e.organisation_id = ${organisationId} and e.number = g.number
        join tickets t on t.organisation_id = ${organisationId} and t.id = e.ticket_id
        join queues q on q.organisation_id = ${organisationId} and q.id = t.queue_id
        join team_members tm on tm.organisation_id = ${organisationId} and tm.team_id = q.team_id
          and (g.groups @> '["TEAM"]' or (tm.lead and g.groups @> '["TEAM_LEADS"]'))
      union all
      select g.number, g.kind, g.rank, g.of_event, cm.user_id from given g
        join events e on e.organisation_id = ${organisationId} and e.number = g.number
        join comment_mentions cm on cm.organisation_id = ${organisationId} and cm.comment_id = e.comment_id and g.groups @> '["MENTIONED"]'
    ), chosen as materialized (
      select distinct on (n.number, n.user_id) n.* from named n order by n.number, n.user_id, n.rank
    )
    select n.number, n.user_id as "userId", e.ticket_id as "ticketId", n.kind, n.of_event as "ofEvent",
      np.disabled, np.quiet_start as "quietStart", np.quiet_end as "quietEnd", profile.time_zone as "timeZone"
    ${joinedEvents({ organisationId })}
    join chosen n on n.number = e.number
    join lateral (select me.* from ${meAsUser(organisationId, sql`n.user_id`)}) me on true
    join users profile on profile.organisation_id = ${organisationId} and profile.id = n.user_id
    left join notification_preferences np on np.organisation_id = ${organisationId} and np.user_id = n.user_id
    where e.organisation_id = ${organisationId} and e.number = any (${told.map(({ number }) => number)}::bigint[])
      and n.user_id is distinct from e.actor_user_id and ${visibleToMe(organisationId)}
      and (not n.of_event or ${eventsVisibleToMe(organisationId, extensions)})
    order by n.number, n.user_id`;
}

/** A notification that is written. */
export type NewNotification = Notified & { id: string; inFeed: boolean };

/** Writes notifications; a person has at most one of an event. */
export function insertNotifications(
  organisationId: string,
  notifications: readonly NewNotification[],
  now: Date,
): Sql {
  const rows = notifications.map(({ id, userId, ticketId, number, kind, ofEvent, inFeed }) => ({
    id,
    user_id: userId,
    ticket_id: ticketId,
    event_number: number,
    kind,
    of_event: ofEvent,
    in_feed: inFeed,
  }));
  return sql`insert into notifications (organisation_id, id, user_id, ticket_id, event_number, kind, of_event, in_feed, created_at)
    select ${organisationId}, n.id, n.user_id, n.ticket_id, n.event_number, n.kind, n.of_event, n.in_feed, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n (id uuid, user_id uuid, ticket_id uuid, event_number bigint, kind text, of_event boolean, in_feed boolean)
    on conflict (organisation_id, user_id, event_number) do nothing`;
}

/** How long notifications are kept. */
const KEPT = '90 days';

/** Forgets old notifications: more than are written, so that they never pile up. */
export function forgetNotifications(organisationId: string, written: number): Sql {
  return sql`delete from notifications where organisation_id = ${organisationId} and ctid = any (array(
    select old.ctid from notifications old where old.organisation_id = ${organisationId}
      and old.created_at < now() - interval ${sql.lit(KEPT)}
    order by old.created_at limit ${sql.raw(String(2 * written + 10))} for update skip locked))`;
}
