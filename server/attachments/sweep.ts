import type { Pool } from 'pg';
import type { Log } from '../observability/log.js';
import type { ObjectStore } from '../storage/object-store.js';
import { objectPrefix, uploadPrefix } from './rules/keys.js';

interface Unswept {
  organisation_id: string;
  id: string;
  keep: string | null;
}

/**
 * Removes the objects of uploads that were never completed and of attachments that were deleted, and what completed ones
 * left behind. What is to be done stands in the database until it is done, so a sweep that is killed is taken up by the next one,
 * on any server, and so is what failed.
 */
export async function sweepAttachments(
  pool: Pool,
  store: ObjectStore,
  log: Log,
): Promise<{ swept: number; failed: number }> {
  const { rows } = await pool.query<Unswept>('select * from unswept_attachments(100)');
  let failed = 0;
  for (const row of rows) {
    try {
      await sweep(pool, store, row);
    } catch (error) {
      // The others do not wait for it; it is tried again.
      failed += 1;
      log.warn({ err: error, attachment: row.id }, 'an upload could not be swept');
    }
  }
  const swept = rows.length - failed;
  if (swept > 0) log.info({ removed: swept }, 'swept uploads');
  return { swept, failed };
}

async function sweep(pool: Pool, store: ObjectStore, { organisation_id, id, keep }: Unswept): Promise<void> {
  for (const prefix of [uploadPrefix(organisation_id, id), objectPrefix(organisation_id, id)]) {
    const keys = await store.list(prefix);
    for (const key of keys) if (key !== keep) await store.remove(key);
  }
  await pool.query('select attachment_swept($1, $2, $3)', [organisation_id, id, keep]);
}
