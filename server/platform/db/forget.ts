import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';

/** What is kept for a while only, in the database's words. */
const kinds = ['IDEMPOTENCY_RECORDS', 'SESSIONS', 'ACCESS_RECORDS', 'SIGN_IN_ATTEMPTS'] as const;
const BATCH = 1000;

interface Batch {
  forgotten: number;
  last: string | null;
  through: boolean;
}

/**
 * Forgets what is older than it is kept, in short transactions, each of a bounded number of rows. A server that is killed has lost
 * nothing: the next one goes on with what is there. A kind that another server is about is left to that one.
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
    // At most half of the time goes into a backlog, however long it is.
    await sleep(performance.now() - begun);
  }
}
