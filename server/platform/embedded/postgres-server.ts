import type { ChildProcess } from 'node:child_process';
import { realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { choosePort } from './free-port.js';
import type { EmbeddedLog } from './log.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { DataFolderInUseError, lockApplicationName, takeLock } from './postgres-lock.js';
import { isServerOf, logSince, pidExists, readPidFile, spawnServer } from './postgres-process.js';
import type { Launcher } from './run-as.js';

/** A data folder and its server. */
export interface ServerContext {
  readonly dataDir: string;
  readonly log: EmbeddedLog;
  readonly binaries: PostgresBinaries;
  readonly launcher: Launcher;
  readonly cluster: string;
  readonly portFile: string;
  readonly logFile: string;
  readonly password: string;
  /** The port must not change after it was handed out. */
  port: number | undefined;
  /** The server that this program started last; undefined when it adopted a running one. */
  child: ChildProcess | undefined;
  stopping: boolean;
}

/** The name of the superuser, and of the database. */
export const superuser = 'ticketwire';
const startPatienceMs = 60_000;
const lockPatienceMs = 5_000;

/**
 * A connection that holds the lock of the data folder, to a server that is started if none runs. Throws `DataFolderInUseError` when another
 * program holds the lock, or an error with the server's last messages.
 */
export async function acquireServer(context: ServerContext): Promise<pg.Client> {
  let deadline: number | undefined;
  for (;;) {
    const client = await reachServer(context);
    deadline ??= Date.now() + lockPatienceMs;
    try {
      await takeLock(client, context.dataDir, deadline);
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (error instanceof DataFolderInUseError || Date.now() > deadline) throw error;
      // The server was being stopped by its previous owner. Once it has ended, it is started again.
    }
  }
}

async function reachServer(context: ServerContext): Promise<pg.Client> {
  const { cluster } = context;
  let logOffset = 0;
  for (const end = Date.now() + startPatienceMs; Date.now() < end; await sleep(20)) {
    if (context.stopping) throw new Error('The embedded PostgreSQL is being stopped');
    const recorded = await readPidFile(cluster);
    if (recorded && (await isServerOf(recorded.pid, cluster))) {
      const client = recorded.ready ? await connect(context, recorded.port) : undefined;
      if (!client) continue;
      context.port ??= recorded.port;
      return client;
    }
    const { child } = context;
    if (child && child.exitCode === null && child.signalCode === null) continue;
    if (child) {
      context.child = undefined;
      await judgeExit(context, child, await logSince(context.logFile, logOffset));
    }
    // The id in a stale pid file can belong to another process by now. PostgreSQL would then refuse to start.
    if (recorded && pidExists(recorded.pid)) await rm(join(cluster, 'postmaster.pid'), { force: true });
    const port = context.port ?? (await choosePort(context.portFile));
    const { launcher, binaries, logFile } = context;
    const spawned = await spawnServer({ launcher, postgres: binaries.postgres, cluster, port, logFile });
    context.child = spawned.child;
    logOffset = spawned.logOffset;
  }
  throw new Error(
    `The embedded PostgreSQL was not ready after ${startPatienceMs / 1000} s: see ${context.logFile}`,
  );
}

/** Returns when another attempt can succeed; throws when the server's message says that none will. */
async function judgeExit(context: ServerContext, child: ChildProcess, lastWords: string): Promise<void> {
  const wasKilled = child.signalCode !== null;
  // In order: backends of a killed server still hold its memory; another program was faster; the port was taken.
  const passing =
    /is still in use|already exists|another postmaster|could not bind|could not create any TCP/i;
  if (wasKilled || context.port !== undefined || passing.test(lastWords)) {
    await sleep(100);
    return;
  }
  throw new Error(
    `The embedded PostgreSQL did not start (exit code ${child.exitCode}). Its log says:\n${lastWords}`,
  );
}

/**
 * A connection to the maintenance database, so that it does not block the use of ours as a template. Undefined when the server is starting
 * or stopping, or belongs to another folder.
 */
async function connect(context: ServerContext, port: number): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: superuser,
    password: context.password,
    database: 'postgres',
    application_name: lockApplicationName,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(
      `select current_setting('data_directory') as folder`,
    );
    if ((await realpath(rows[0]?.folder ?? '')) === context.cluster) return client;
    await client.end();
    return undefined;
  } catch (error) {
    await client.end().catch(() => undefined);
    const { code } = error as { code?: string };
    if (code === '28P01' || code === '28000') {
      throw new Error(`The embedded PostgreSQL refuses the password kept in ${context.dataDir}`, {
        cause: error,
      });
    }
    return undefined;
  }
}
