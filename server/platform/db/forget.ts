import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';

/** Data with a limited retention, by the names that the database uses. */
const kinds = ['IDEMPOTENCY_RECORDS', 'SESSIONS', 'ACCESS_RECORDS', 'SIGN_IN_ATTEMPTS'] as const;
const BATCH = 1000;

interface Batch {
  forgotten: number;
  last: string | null;
  through: boolean;
}

/**
 * Deletes data that is older than its retention, in short transactions with a limited number of rows. A server that is killed loses
 * nothing: the next one continues. While one server deletes data of a kind, others leave it alone.
 */
export async function forgetExpired(pool: Pool, stopped: () => boolean): Promise<void> {
  for (const kind of kinds) await forgetKind(pool, kind, stopped);
}

async function forgetKind(pool: Pool, kind: (typeof kinds)[number], stopped: () => boolean): Promise<void> {
  let batch: Batch | undefined;
  while (!stopped()) {
    const begun = performance.now();
    const statement = 'select forgotten, last, through from forget_batch($1, $2, $3)';
    batch = (await pool.query<Batch>(statement, [kind, batch?.last ?? null, BATCH])).rows[0];
    if (!batch || batch.through) return;
    // A backlog takes at most half of the time.
    await sleep(performance.now() - begun);
  }
}
