import type { Pool } from 'pg';
import { type BatchEnd, inBatches } from '../db/in-batches.js';

/** The number of events that one transaction archives: it takes about a tenth of a second. */
const BATCH = 500;
const DAY_MS = 86_400_000;

/** The whole days for which events can be replayed. */
export function replayedDays(retentionMs: number): number {
  return Math.ceil(retentionMs / DAY_MS);
}

/**
 * Moves events that can no longer be replayed to the archive, in short transactions, and empties their facts. A replay that has begun has a
 * day more for them. Throws at the end when organisations were left for later, because another transaction has locked rows of theirs.
 */
export async function archiveEvents(pool: Pool, retentionMs: number, stopped: () => boolean): Promise<void> {
  const statement = 'select is_delayed as "isDelayed", last, through from archive_events($1, $2, $3)';
  let delayed = 0;
  await inBatches(stopped, async (after) => {
    const values = [replayedDays(retentionMs) + 1, after, BATCH];
    const [batch] = (await pool.query<BatchEnd & { isDelayed: boolean }>(statement, values)).rows;
    if (batch?.isDelayed) delayed += 1;
    return batch;
  });
  if (delayed > 0)
    throw new Error(
      `old events of ${delayed} organisation(s) were not archived: another transaction has locked them, or rows that they refer to`,
    );
}
