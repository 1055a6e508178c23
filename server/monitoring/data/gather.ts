import type { Gathering } from '../../platform/commands/command.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { planIsInForce } from '../../process/index.js';
import { type GatheredTicket, lockedTicket, mergeTargets } from '../../tickets/index.js';
import type { CheckedReport } from '../rules/check-report.js';
import {
  AlertEntity,
  AlertIntegrationEntity,
  type AlertIntegrationRow,
  type AlertRow,
  AlertSeriesEntity,
  type AlertSeriesRow,
  AlertSilenceEntity,
  type AlertSilenceRow,
} from './entities.js';

/** The longest key that is stored as it is. Longer ones are stored as a hash. */
const LONGEST_KEY = sql.raw('200');

/** The most changes that are looked at. */
const MOST_CHANGES = sql.raw('200');

/** An integration with the dedup key that it gives a report. */
export type NamedIntegration = AlertIntegrationRow & { dedupKey: string };

/** `alert_integrations i` of a global id that the actor can use, and the key of the report as `k.dedup_key`. */
function integrationWithKey(organisationId: string, integrationId: string, report: CheckedReport): Sql {
  const values = JSON.stringify(Object.fromEntries(report.labels.map(({ name, value }) => [name, value])));
  return sql`alert_integrations i cross join lateral (
      select coalesce(jsonb_agg(${values}::jsonb ->> d.name order by d.place)::text, ${report.fingerprint}) as joined
      from unnest(i.dedup_labels) with ordinality d (name, place)) l
    cross join lateral (select coalesce(${report.dedupKey}::text, case when length(l.joined) <= ${LONGEST_KEY} then l.joined
      else encode(sha256(convert_to(l.joined, 'UTF8')), 'hex') end) as dedup_key) k
    where i.organisation_id = ${organisationId} and i.id = ${idOfType(integrationId, 'AlertIntegration')}::uuid`;
}

/** The row `me` of an actor that sees every ticket: an alert finds its ticket wherever it is. */
export function seeingAll(gathering: Gathering): Gathering {
  const me = sql`(select me.user_id, me.key_id, 'everything'::text as sees, me.team_ids, null::uuid[] as queue_ids
    from ${gathering.me}) me`;
  return { ...gathering, me };
}

/** Locks a dedup key, so that what is done about it is done one after the other, on all servers. */
export function lockKey(organisationId: string, integrationId: Sql, dedupKey: Sql): Sql {
  return sql`pg_advisory_xact_lock(hashtextextended('alert ' || ${organisationId}::text || ${integrationId}::text || ${dedupKey}, 0))`;
}

/**
 * What is known of the dedup key of a report. The key is locked first, so that reports of it come one after the other, on all servers; what
 * follows is read behind the lock.
 */
export function gatherStanding(gathering: Gathering, integrationId: string, report: CheckedReport) {
  const { me, organisationId } = gathering;
  const used = sql`(select i.*, k.dedup_key from ${integrationWithKey(organisationId, integrationId, report)}) i`;
  const usable = sql`from ${me} join ${used} on me.queue_ids is null or i.queue_id = any (me.queue_ids)`;
  const series = sql`alert_series s on s.organisation_id = ${organisationId} and s.alert_integration_id = i.id
    and s.dedup_key = i.dedup_key`;
  const ticketId = sql`(select coalesce(
      (select f.id from ${mergeTargets(organisationId, sql`s.ticket_id`)} f order by f.step desc limit 1), s.ticket_id)
    from ${used} join ${series})`;
  return {
    lock: sql`select ${lockKey(organisationId, sql`i.id`, sql`i.dedup_key`)} ${usable}`,
    integration: sql<NamedIntegration>`select ${columns(AlertIntegrationEntity, 'i')}, i.dedup_key as "dedupKey" ${usable}`,
    series: sql<AlertSeriesRow>`select ${columns(AlertSeriesEntity, 's')} ${usable} join ${series}`,
    alert: sql<AlertRow>`select ${columns(AlertEntity, 'a')} ${usable} join ${series}
      join alerts a on a.organisation_id = ${organisationId} and a.series_id = s.id and a.fingerprint = ${report.fingerprint}
      order by a.episode desc limit 1`,
    others: sql<{ firing: number }>`select 1 as firing ${usable} join ${series}
      join alerts a on a.organisation_id = ${organisationId} and a.series_id = s.id and a.episode = s.episode
        and a.status = 'FIRING' and a.fingerprint <> ${report.fingerprint} limit 1`,
    ticket: lockedTicket(seeingAll(gathering), ticketId) as Sql<GatheredTicket>,
  };
}

/**
 * The silences and the windows of changes of these services that are about in force: which of them are, the time decides. Silences that have
 * not ended are at most as many as an organisation can have.
 */
export function gatherSuppressors(
  { me, organisationId }: Gathering,
  { id, silentInChangeWindows }: AlertIntegrationRow,
  serviceIds: readonly string[],
): { silences: Sql<AlertSilenceRow>; windows: Sql<WindowRow> | null } {
  return {
    silences: sql<AlertSilenceRow>`select ${columns(AlertSilenceEntity, 'si')} from ${me}
      join alert_silences si on si.organisation_id = ${organisationId} and si.ends_at > now() - interval '1 minute'
        and si.starts_at < now() + interval '1 minute' and (si.alert_integration_id is null or si.alert_integration_id = ${id})`,
    windows:
      silentInChangeWindows && serviceIds.length > 0
        ? sql<WindowRow>`select t.id as "ticketId", p.window_start as "windowStart", p.window_end as "windowEnd" from ${me}
          join resolution_plans p on p.organisation_id = ${organisationId} and p.window_end > now() - interval '1 minute'
            and p.window_start < now() + interval '1 minute'
          join tickets t on t.organisation_id = ${organisationId} and t.id = p.ticket_id and t.status in ('SCHEDULED', 'IMPLEMENTING')
            and t.service_ids && ${[...serviceIds]}::uuid[]
          where ${planIsInForce(organisationId, 'p', 't')} limit ${MOST_CHANGES}`
        : null,
  };
}

/** The window of a change. */
export interface WindowRow {
  ticketId: string;
  windowStart: Date;
  windowEnd: Date;
}

/** Facts of nothing, for a report that is refused without them. */
export const noStanding = {
  lock: null,
  integration: null,
  series: null,
  alert: null,
  others: null,
  ticket: null,
} satisfies { [K in keyof ReturnType<typeof gatherStanding>]: null };
