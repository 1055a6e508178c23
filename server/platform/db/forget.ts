import type { Pool } from 'pg';
import { type BatchEnd, inBatches } from './in-batches.js';

/** Data with a limited retention, by the names that the database uses. */
const kinds = ['IDEMPOTENCY_RECORDS', 'SESSIONS', 'ACCESS_RECORDS', 'SIGN_IN_ATTEMPTS'] as const;
const BATCH = 1000;

/**
 * Deletes data that is older than its retention, in short transactions with a limited number of rows. A server that is killed loses
 * nothing: the next one continues. While one server deletes data of a kind, others leave it alone.
 */
export async function forgetExpired(pool: Pool, stopped: () => boolean): Promise<void> {
  const statement = 'select last, through from forget_batch($1, $2, $3)';
  for (const kind of kinds)
    await inBatches(
      stopped,
      async (after) => (await pool.query<BatchEnd>(statement, [kind, after, BATCH])).rows[0],
    );
}
