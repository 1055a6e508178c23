import type { Database } from '../../platform/db/database.js';
import { runOnce } from '../../platform/db/run-once.js';
import { columns, sql } from '../../platform/db/sql.js';
import { AlertIntegrationEntity, type AlertIntegrationRow, type AlertRow } from './entities.js';

/** The integration that a program reports to; null when it does not exist. */
export async function integrationToReport(
  { pool }: Database,
  organisationId: string,
  id: string,
): Promise<AlertIntegrationRow | null> {
  const [row] = await runOnce(
    pool,
    organisationId,
    sql<AlertIntegrationRow>`select ${columns(AlertIntegrationEntity, 'ai')} from alert_integrations ai
      where ai.organisation_id = ${organisationId} and ai.id = ${id}::uuid`,
  );
  return row ?? null;
}

type LastKnown = Pick<AlertRow, 'fingerprint' | 'status' | 'startsAt' | 'ticketId'>;

/** What is known of the alerts with these fingerprints. */
export async function lastKnown(
  { pool }: Database,
  organisationId: string,
  alertIntegrationId: string,
  fingerprints: readonly string[],
): Promise<Map<string, LastKnown>> {
  const rows = await runOnce(
    pool,
    organisationId,
    sql<LastKnown>`select f.fingerprint, a.status, a.starts_at as "startsAt", a.ticket_id as "ticketId" from unnest(${[...fingerprints]}::text[]) f (fingerprint)
      cross join lateral (select a.status, a.starts_at, a.ticket_id from alerts a where a.organisation_id = ${organisationId}
        and a.alert_integration_id = ${alertIntegrationId} and a.fingerprint = f.fingerprint order by a.id desc limit 1) a`,
  );
  return new Map(rows.map((row) => [row.fingerprint, row]));
}
