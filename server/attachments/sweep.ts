import type { Pool } from 'pg';
import { type Owned, type OwnedBatch, overOrganisations } from '../platform/db/over-organisations.js';
import { sql } from '../platform/db/sql.js';
import type { Services } from '../platform/graphql/services.js';
import type { Log } from '../platform/observability/log.js';
import type { ObjectStore } from '../platform/storage/object-store.js';
import { objectPrefix, uploadPrefix } from './rules/keys.js';

interface Unswept extends Owned {
  keep: string | null;
}

const BATCH = 20;

/**
 * Removes the objects of uploads that were never completed, of deleted attachments, and the upload copies of completed ones. The work is in
 * the database until it is done: when a server is killed, another one takes over after the two minutes for which a server holds an upload.
 * Work that failed can be taken by any server at once.
 */
export async function sweepAttachments(
  pool: Pool,
  store: ObjectStore,
  log: Log,
  stopped: () => boolean,
): Promise<{ swept: number; failed: number }> {
  let swept = 0;
  const failed: Unswept[] = [];
  let after: string | null = null;
  for (let more = true; more && !stopped(); ) {
    const found: OwnedBatch<Unswept> = await overOrganisations(
      pool,
      sql`unswept_attachments(${after}, ${BATCH})`,
    );
    ({ more, last: after } = found);
    for (const row of found.rows) {
      try {
        await remove(pool, store, row);
        swept += 1;
      } catch (error) {
        // A failure does not stop the others; it is tried again.
        failed.push(row);
        log.warn({ err: error, attachment: row.id }, 'an upload could not be swept');
      }
    }
  }
  // Released at the end, so that this sweep does not try the same upload again.
  for (const { organisationId, id } of failed)
    await pool.query('select leave_unswept($1, $2)', [organisationId, id]);
  if (swept > 0) log.info({ removed: swept }, 'swept uploads');
  return { swept, failed: failed.length };
}

async function remove(pool: Pool, store: ObjectStore, { organisationId, id, keep }: Unswept): Promise<void> {
  for (const prefix of [uploadPrefix(organisationId, id), objectPrefix(organisationId, id)]) {
    const keys = await store.list(prefix);
    for (const key of keys) if (key !== keep) await store.remove(key);
  }
  await pool.query('select attachment_swept($1, $2, $3)', [organisationId, id, keep]);
}

/** The background job: sweeps, and fails when an upload could not be swept. */
export async function sweep({ db, store, log, metrics }: Services, stopped: () => boolean): Promise<void> {
  const { swept, failed } = await sweepAttachments(db.pool, store, log, stopped);
  metrics.attachmentsSwept(swept);
  if (failed > 0) throw new Error(`${failed} uploads could not be swept`);
}
