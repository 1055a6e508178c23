import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';

/** Thrown when another running program uses this data folder. */
export class DataFolderInUseError extends Error {
  override name = 'DataFolderInUseError';
}

// Any constant works, but it must never change: programs of different versions must use the same one.
const lockKey = '7310872051';
const prefix = 'ticketwire lock, process ';

/** The application name of the connection that holds the lock, for others to see. */
export const lockApplicationName = `${prefix}${process.pid}`;

/**
 * Takes the lock of the data folder for as long as the connection lives. When a program is killed, the kernel closes its connection, which
 * frees the lock. Waits until `deadline` (milliseconds since the epoch). Then throws `DataFolderInUseError`, or the connection's own error.
 */
export async function takeLock(client: Client, dataDir: string, deadline: number): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      lockKey,
    ]);
    if (rows[0]?.taken) return;
    if (Date.now() >= deadline) throw new DataFolderInUseError(await describeHolder(client, dataDir));
    await sleep(100);
  }
}

async function describeHolder(client: Client, dataDir: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select application_name as name from pg_stat_activity
      where application_name like $1 and pid <> pg_backend_pid()
      and pid in (select pid from pg_locks where locktype = 'advisory' and granted)`,
    [`${prefix}%`],
  );
  const pid = rows[0]?.name.slice(prefix.length);
  return (
    `Another Ticketwire${pid ? ` (process ${pid})` : ''} is using the data folder ${dataDir}. ` +
    'Stop it first, or give this one a folder of its own (DATA_DIR).'
  );
}
