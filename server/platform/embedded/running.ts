import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isServerOf, readPidFile } from './postgres-process.js';
import { superuser } from './postgres-server.js';
import { readState } from './state-file.js';

/**
 * The URL of the embedded PostgreSQL that a running program keeps with this data folder; undefined when none runs. That program keeps the
 * lock of the folder.
 */
export async function runningPostgresUrl(dataDir: string): Promise<string | undefined> {
  const folder = await realpath(join(dataDir, 'postgres')).catch(() => undefined);
  if (folder === undefined) return undefined;
  const cluster = join(folder, 'cluster');
  const recorded = await readPidFile(cluster);
  if (!recorded?.ready || !(await isServerOf(recorded.pid, cluster))) return undefined;
  const password = await readState(join(folder, 'password'));
  return `postgres://${superuser}:${password}@127.0.0.1:${recorded.port}/${superuser}`;
}

export interface RunningObjectStore {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The address and keys of a running program's embedded object store; undefined when the folder has none. */
export async function runningObjectStore(dataDir: string): Promise<RunningObjectStore | undefined> {
  const folder = resolve(dataDir, 'objects');
  const [keys, port] = await Promise.all([
    readState(join(folder, 'keys.json')),
    readState(join(folder, 'port')),
  ]);
  return keys && port ? { endpoint: `http://127.0.0.1:${port}`, ...JSON.parse(keys) } : undefined;
}
