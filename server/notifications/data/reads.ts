import type { ActorReads } from '../../platform/actor/actor-reads.js';
import type { NotificationChannel, NotificationKind } from '../../platform/contract/generated/enums.js';
import type { NotificationPreferences } from '../../platform/contract/generated/types.js';
import { byAge, type OrderedArgs } from '../../platform/db/order-by.js';
import { orderedPage } from '../../platform/db/ordered-page.js';
import { boundedCount, type Connection, cappedCount } from '../../platform/db/page.js';
import { byId } from '../../platform/db/rows.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { visibleTickets } from '../../tickets/data/visibility.js';
import { joinedEvents, visibleEvents } from '../../timeline/index.js';
import { textOf } from '../rules/wanted.js';
import { NotificationEntity, type NotificationRow } from './entities.js';
import { noPreferences, preferencesOf } from './preferences.js';

/** A notification with the time of its event, and whether the person can see that event. */
export type ShownNotification = NotificationRow & { eventRecordedAt: Date; seesEvent: boolean };

function shownColumns(reads: ActorReads): Sql {
  return sql`${columns(NotificationEntity, 'n')}, e.recorded_at as "eventRecordedAt", ${visibleEvents(reads)} as "seesEvent"`;
}

/** `from … where …` of the notifications `n` of the person who reads, on tickets and of events that they can see now. */
function ofReader(reads: ActorReads): Sql {
  const { organisationId, userId, scope } = reads;
  return sql`${joinedEvents(reads)}
    join notifications n on n.organisation_id = ${organisationId} and n.event_number = e.number
    where e.organisation_id = ${organisationId} and n.user_id = ${userId}::uuid and n.in_feed
      and ${visibleTickets(scope)} and (not n.of_event or ${visibleEvents(reads)})`;
}

/** Notifications by id that the actor can see: their own. */
export async function notificationsById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(ShownNotification | null)[]> {
  const rows = await reads.query(
    sql<ShownNotification>`select ${shownColumns(reads)} ${ofReader(reads)} and n.id = any (${ids}::uuid[])`,
  );
  return byId(ids, rows);
}

/** The notification of each of these events of the log, by its number, that the actor can see. */
export async function notificationsOfEvents(
  reads: ActorReads,
  numbers: readonly string[],
): Promise<(ShownNotification | null)[]> {
  const rows = await reads.query(
    sql<ShownNotification>`select ${shownColumns(reads)} ${ofReader(reads)} and n.event_number = any (${numbers.map(Number)}::bigint[])`,
  );
  const found = new Map(rows.map((row) => [String(row.eventNumber), row]));
  return numbers.map((number) => found.get(number) ?? null);
}

const notificationsByAge = byAge<'CREATED_AT', ShownNotification>('notifications', 'n', 'CREATED_AT');

const unreadOnly = sql`n.read_at is null`;

/** A page of the actor's notifications. */
export async function listNotifications(
  reads: ActorReads,
  {
    unread,
    kinds,
  }: { unread?: boolean | null | undefined; kinds?: readonly NotificationKind[] | null | undefined },
  args: OrderedArgs<'CREATED_AT'>,
): Promise<Connection<ShownNotification>> {
  const state = { true: unreadOnly, false: sql`n.read_at is not null` }[String(unread)] ?? sql`true`;
  const kind = kinds ? sql`n.kind = any (${kinds}::text[])` : sql`true`;
  const source = sql`${ofReader(reads)} and ${state} and ${kind}`;
  return orderedPage(reads, notificationsByAge, args, shownColumns(reads), source);
}

/** The number of the actor's unread notifications. */
export async function unreadCount(reads: ActorReads): Promise<number> {
  const [row] = await reads.query(boundedCount(sql`${ofReader(reads)} and ${unreadOnly}`));
  return cappedCount(row?.count ?? 0).total;
}

/** How the user who reads wants to be notified; null for API keys. */
export async function viewerPreferences(reads: ActorReads): Promise<NotificationPreferences | null> {
  const { organisationId, userId } = reads;
  if (userId === null) return null;
  const [row = noPreferences] = await reads.query(preferencesOf(organisationId, userId));
  const { disabled, quietStart, quietEnd } = row;
  return {
    disabled: disabled.map((stored) => {
      const [kind, channel] = stored.split(' ') as [NotificationKind, NotificationChannel];
      return { kind, channel };
    }),
    quietHours:
      quietStart === null || quietEnd === null ? null : { start: textOf(quietStart), end: textOf(quietEnd) },
  };
}
