import { type Sql, sql } from '../../platform/db/sql.js';
import type { BusinessHours, Calendar } from '../rules/business-time.js';
import type { Settings } from '../rules/ledger.js';
import type { Policy } from '../rules/policies.js';

/** The policies that apply and their calendars, as the database gives them. */
export interface StoredSettings {
  /** Which state of them it is; 0 before there were any. */
  revision: number;
  policies: readonly Policy[];
  calendars: readonly { id: string; timeZone: string; hours: BusinessHours[]; daysOff: string[] }[];
}

/** SQL of the `StoredSettings` of an organisation. */
export function settingsOf(organisationId: string): Sql<StoredSettings> {
  return sql<StoredSettings>`json_build_object(
    'revision', coalesce((select r.revision from service_level_revisions r where r.organisation_id = ${organisationId}), 0),
    'policies', (select coalesce(json_agg(json_build_object('id', p.id, 'calendarId', p.calendar_id, 'targets', p.targets,
        'warnAtPercent', p.warn_at_percent, 'pauseReasons', p.pause_reasons, 'types', p.types, 'priorities', p.priorities,
        'serviceIds', p.service_ids, 'companyIds', p.company_ids, 'queueIds', p.queue_ids, 'formIds', p.form_ids) order by p.id), '[]')
      from service_level_policies p where p.organisation_id = ${organisationId} and p.active),
    'calendars', (select coalesce(json_agg(json_build_object('id', c.id, 'timeZone', c.time_zone, 'hours', c.hours, 'daysOff', (
        select coalesce(json_agg(d.day ->> 'date'), '[]') from (select jsonb_array_elements(c.days_off) as day
          union all select jsonb_array_elements(h.days) from public_holidays h
          where h.organisation_id = ${organisationId} and h.calendar_id = c.id) d))), '[]')
      from business_calendars c where c.organisation_id = ${organisationId}))`;
}

/** The same, as rules use it. */
export function toSettings({ policies, calendars }: StoredSettings): Settings {
  return {
    policies,
    calendars: new Map(
      calendars.map(({ id, timeZone, hours, daysOff }): [string, Calendar] => [
        id,
        { timeZone, hours, daysOff: new Set(daysOff) },
      ]),
    ),
  };
}
