import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { inStaffCatalogue } from '../../platform/actor/catalogue-visibility.js';
import type { AlertStatus } from '../../platform/contract/generated/enums.js';
import { type NestedList, nestedList } from '../../platform/db/nested-page.js';
import { byAge, byName, type OrderedArgs } from '../../platform/db/order-by.js';
import { orderedPage } from '../../platform/db/ordered-page.js';
import type { Connection } from '../../platform/db/page.js';
import { byId } from '../../platform/db/rows.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { noteNotFound } from '../../tickets/data/hidden.js';
import { internalVisible, visibleTickets } from '../../tickets/data/visibility.js';
import {
  AlertEntity,
  AlertIntegrationEntity,
  type AlertIntegrationRow,
  type AlertRow,
  AlertSilenceEntity,
  type AlertSilenceRow,
} from './entities.js';

const integrationColumns = columns(AlertIntegrationEntity, 'ai');
const alertColumns = columns(AlertEntity, 'a');

/** Alert integrations by id that the actor can see. */
export async function alertIntegrationsById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(AlertIntegrationRow | null)[]> {
  const rows =
    await reads.query(sql<AlertIntegrationRow>`select ${integrationColumns} from alert_integrations ai
    where ${inStaffCatalogue(reads.scope, 'ai')} and ai.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

const integrationsByName = byName<AlertIntegrationRow>('alert integrations', 'ai');

/** A page of alert integrations; empty for requesters. */
export function listAlertIntegrations(
  reads: ActorReads,
  args: OrderedArgs<'NAME'>,
): Promise<Connection<AlertIntegrationRow>> {
  const source = sql`from alert_integrations ai where ${inStaffCatalogue(reads.scope, 'ai')}`;
  return orderedPage(reads, integrationsByName, args, integrationColumns, source);
}

/**
 * The alerts `a` with their tickets `t` that the actor can see, as `from … where …`: with the ticket, where they see what is internal; without
 * one, staff and programs that are not limited to queues.
 */
function visibleAlerts({ organisationId, scope }: ActorReads): Sql {
  const alone = scope.sees === 'queues' ? sql`false` : inStaffCatalogue(scope, 'a');
  return sql`from alerts a left join tickets t on t.organisation_id = ${organisationId} and t.id = a.ticket_id
    where a.organisation_id = ${organisationId} and case when a.ticket_id is null then ${alone}
      else ${visibleTickets(scope)} and ${internalVisible(scope)} end`;
}

const silenceColumns = columns(AlertSilenceEntity, 'si');

/** Silences by id that the actor can see. */
export async function alertSilencesById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(AlertSilenceRow | null)[]> {
  const rows = await reads.query(sql<AlertSilenceRow>`select ${silenceColumns} from alert_silences si
    where ${inStaffCatalogue(reads.scope, 'si')} and si.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

const silencesByAge = byAge<'CREATED_AT', AlertSilenceRow>('alert silences', 'si', 'CREATED_AT');

/** A page of silences; empty for requesters. `active`: only those that have not ended, or only those that have. */
export function listAlertSilences(
  reads: ActorReads,
  active: boolean | null | undefined,
  now: Date,
  args: OrderedArgs<'CREATED_AT'>,
): Promise<Connection<AlertSilenceRow>> {
  const ended =
    typeof active === 'boolean' ? sql`(si.ends_at > ${now}::timestamptz) = ${active}::boolean` : sql`true`;
  const source = sql`from alert_silences si where ${inStaffCatalogue(reads.scope, 'si')} and ${ended}`;
  return orderedPage(reads, silencesByAge, args, silenceColumns, source);
}

/** The newest alerts of an integration that the actor can see. */
export function newestAlerts(reads: ActorReads, alertIntegrationId: string): Promise<AlertRow[]> {
  return reads.query(sql<AlertRow>`select ${alertColumns} ${visibleAlerts(reads)}
    and a.alert_integration_id = ${alertIntegrationId} order by a.id desc limit 100`);
}

/** Alerts by id that the actor can see. */
export async function alertsById(reads: ActorReads, ids: readonly string[]): Promise<(AlertRow | null)[]> {
  const rows = await reads.query(
    sql<AlertRow>`select ${alertColumns} ${visibleAlerts(reads)} and a.id = any (${ids}::uuid[])`,
  );
  const { organisationId } = reads;
  await noteNotFound(
    reads,
    ids,
    rows,
    (some) => sql`from alerts a join tickets t on t.organisation_id = ${organisationId} and t.id = a.ticket_id
      where a.organisation_id = ${organisationId} and a.id = any (${some}::uuid[])`,
  );
  return byId(ids, rows);
}

/** What alerts are listed by. */
export interface AlertConditions {
  statuses: readonly AlertStatus[] | null;
  alertIntegrationIds: readonly string[] | null;
}

/** Whether a column has one of the values. Of a single value an index also has the order of the page. */
function isOneOf(column: Sql, values: readonly string[] | null, type: Sql): Sql {
  if (!values) return sql`true`;
  return values.length === 1
    ? sql`${column} = ${values[0]}::${type}`
    : sql`${column} = any (${[...values]}::${type}[])`;
}

const alertsByAge = byAge<'FIRST_REPORTED_AT', AlertRow>('alerts', 'a', 'FIRST_REPORTED_AT');

/** A page of the alerts that the actor can see. */
export function listAlerts(
  reads: ActorReads,
  { statuses, alertIntegrationIds }: AlertConditions,
  args: OrderedArgs<'FIRST_REPORTED_AT'>,
): Promise<Connection<AlertRow>> {
  const ofStatus = isOneOf(sql`a.status`, statuses, sql`text`);
  const ofIntegrations = isOneOf(sql`a.alert_integration_id`, alertIntegrationIds, sql`uuid`);
  const source = sql`${visibleAlerts(reads)} and ${ofStatus} and ${ofIntegrations}`;
  return orderedPage(reads, alertsByAge, args, alertColumns, source);
}

/** The alerts of visible tickets, oldest first. None where the actor cannot read internal notes. */
export const alertsOfTickets: NestedList<ActorReads, AlertRow> = nestedList({
  order: {
    name: 'alerts of a ticket',
    descending: false,
    columns: [{ sql: 'a.id', type: 'uuid', of: ({ id }: AlertRow) => id }],
  },
  columns: () => alertColumns,
  source: ({ organisationId, scope }) => sql`from alerts a
    join tickets t on t.organisation_id = ${organisationId} and t.id = a.ticket_id
    where a.organisation_id = ${organisationId} and a.ticket_id = parent.id and ${internalVisible(scope)}`,
});
