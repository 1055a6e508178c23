import type { Delivery } from '../../notifications/index.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { newId } from '../../platform/kernel/ids.js';
import type { Delivered } from '../rules/message.js';

/** Longer than an attempt takes. Then another server tries. */
const LEASE_SECONDS = 60;
const KEPT = '30 days';

/** Adds a delivery of each notification for each active webhook that wants its kind. */
export function addDeliveries(organisationId: string, given: readonly Delivery[], now: Date): Sql {
  const rows = given.map(({ id, userId, ticketId, kind, dueAt }) => ({
    notification_id: id,
    user_id: userId,
    ticket_id: ticketId,
    kind,
    due_at: dueAt,
    // As many ids as an organisation can have webhooks.
    ids: Array.from({ length: MOST_WEBHOOKS }, newId),
  }));
  return sql`insert into webhook_deliveries (organisation_id, id, webhook_id, notification_id, user_id, ticket_id, kind, state, due_at, created_at)
    select ${organisationId}, (n.ids ->> (w.place - 1)::int)::uuid, w.id, n.notification_id, n.user_id, n.ticket_id, n.kind, 'PENDING', n.due_at, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n (notification_id uuid, user_id uuid, ticket_id uuid, kind text, due_at timestamptz, ids jsonb)
    join (select it.id, it.kinds, row_number() over (order by it.id) as place from webhooks it
      where it.organisation_id = ${organisationId} and it.active) w on w.kinds is null or n.kind = any (w.kinds)
    on conflict (organisation_id, webhook_id, notification_id) do nothing`;
}

/** The most webhooks of an organisation. */
export const MOST_WEBHOOKS = 20;

/** A delivery that this server sends now. */
export interface Claimed extends Delivered {
  attempts: number;
  url: string;
  secret: string;
  formerSecret: string | null;
}

/** Takes a delivery, if it is still due: for a while no other server sends it. */
export function claimDelivery(organisationId: string, id: string, now: Date): Sql<Claimed> {
  return sql<Claimed>`update webhook_deliveries d set attempts = d.attempts + 1, leased_until = ${now}::timestamptz + make_interval(secs => ${LEASE_SECONDS})
    from webhooks w
    where d.organisation_id = ${organisationId} and d.id = ${id} and d.state = 'PENDING' and d.due_at <= ${now}::timestamptz
      and (d.leased_until is null or d.leased_until <= ${now}::timestamptz)
      and w.organisation_id = ${organisationId} and w.id = d.webhook_id and w.active
    returning d.id, d.notification_id as "notificationId", d.user_id as "userId", d.ticket_id as "ticketId", d.kind, d.attempts,
      d.created_at as "createdAt", w.url, w.secret,
      case when w.former_secret_ends_at > ${now}::timestamptz then w.former_secret end as "formerSecret"`;
}

/** Records what became of an attempt. `dueAt`: when it is sent again; null: never. */
export function recordAttempt(
  organisationId: string,
  { id, attempts }: Claimed,
  outcome: { status: number | null; failure: string | null; dueAt: Date | null; now: Date },
): Sql {
  const { status, failure, dueAt, now } = outcome;
  const state = failure === null ? 'DELIVERED' : dueAt === null ? 'DEAD' : 'PENDING';
  // Unless another server has taken it in the meantime.
  return sql`update webhook_deliveries set state = ${state}, leased_until = null, response_status = ${status}, failure = ${failure},
      due_at = coalesce(${dueAt}::timestamptz, due_at), delivered_at = ${failure === null ? now : null}::timestamptz
    where organisation_id = ${organisationId} and id = ${id} and attempts = ${attempts} and state = 'PENDING'`;
}

/** Forgets old deliveries: those that were taken, that are dead, and that wait for a webhook that is off. */
export function forgetDeliveries(organisationId: string): Sql {
  return sql`delete from webhook_deliveries where organisation_id = ${organisationId} and ctid = any (array(
    select old.ctid from webhook_deliveries old where old.organisation_id = ${organisationId}
      and old.created_at < now() - interval ${sql.lit(KEPT)}
      and (old.state <> 'PENDING' or exists (select 1 from webhooks w
        where w.organisation_id = ${organisationId} and w.id = old.webhook_id and not w.active))
    order by old.created_at limit 100 for update skip locked))`;
}
