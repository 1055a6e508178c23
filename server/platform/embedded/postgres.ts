import { randomBytes } from 'node:crypto';
import { chmod, mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { EmbeddedLog } from './log.js';
import { findPostgresBinaries } from './postgres-binaries.js';
import { clusterOwner, createCluster } from './postgres-init.js';
import { isServerOf, readPidFile, stopServer } from './postgres-process.js';
import { acquireServer, type ServerContext, superuser } from './postgres-server.js';
import { findLauncher } from './run-as.js';
import { readOrCreateState, readState } from './state-file.js';

export { DataFolderInUseError } from './postgres-lock.js';

export interface EmbeddedPostgres {
  /** The superuser's connection string for the database `ticketwire`. It stays the same while the program runs. */
  readonly url: string;
  /** Stops the server and waits until it has ended. Close your own connections first. */
  stop(): Promise<void>;
}

interface Options {
  readonly dataDir: string;
  readonly log: EmbeddedLog;
}

/**
 * Starts PostgreSQL with its data in `<dataDir>/postgres`, or adopts the server that a killed program left running, and keeps it running
 * until `stop()`. A server that dies is started again at the same address. Only one program can use a data folder: a second one gets
 * `DataFolderInUseError`. Other failures have the last messages of the server's log.
 */
export async function startEmbeddedPostgres({ dataDir, log }: Options): Promise<EmbeddedPostgres> {
  const context = await prepare(dataDir, log);
  let lock = await acquireServer(context);
  try {
    await ensureDatabase(lock);
  } catch (error) {
    await lock.end();
    throw error;
  }
  let recovery: Promise<void> = Promise.resolve();

  const watch = (client: Client) => {
    // Every backend ends when its server dies, so the end of this idle connection reports it.
    client.once('end', () => {
      if (context.stopping) return;
      log.warn({}, 'the embedded PostgreSQL ended and is started again');
      recovery = recover(context).then((fresh) => {
        if (!fresh) return;
        lock = fresh;
        log.info({ port: context.port }, 'the embedded PostgreSQL runs again');
        watch(fresh);
      });
    });
  };
  watch(lock);

  return {
    url: `postgres://${superuser}:${context.password}@127.0.0.1:${context.port}/${superuser}`,
    async stop() {
      context.stopping = true;
      await recovery;
      // The server is stopped before the lock is freed: a program that waits for the lock must not adopt a server that is about to end.
      const recorded = (await readPidFile(context.cluster))?.pid;
      if (recorded) await stopServer(recorded, (pid) => isServerOf(pid, context.cluster));
      const { child } = context;
      if (child?.pid && child.pid !== recorded) {
        await stopServer(child.pid, async () => child.exitCode === null && child.signalCode === null);
      }
      await lock.end().catch(() => undefined);
    },
  };
}

async function prepare(dataDir: string, log: EmbeddedLog): Promise<ServerContext> {
  await mkdir(dataDir, { recursive: true });
  const folder = join(await realpath(dataDir), 'postgres');
  const cluster = join(folder, 'cluster');
  if (await mkdir(folder, { recursive: true })) await chmod(folder, 0o755);
  const binaries = await findPostgresBinaries();
  const owner = await clusterOwner(cluster);
  if (owner !== undefined && process.getuid && process.getuid() !== 0 && process.getuid() !== owner) {
    throw new Error(
      `The database in ${cluster} belongs to the user with id ${owner}. ` +
        'Start the program as that user, make the folder yours (chown -R), or choose another DATA_DIR.',
    );
  }
  const launcher = await findLauncher({ program: binaries.postgres, folder, owner });
  const passwordFile = join(folder, 'password');
  if (owner !== undefined && !(await readState(passwordFile))) {
    throw new Error(
      `${passwordFile} is missing. Without this password file nobody can log in to the database next to it: restore it from a back-up`,
    );
  }
  const password = await readOrCreateState(passwordFile, () => randomBytes(24).toString('hex'));
  if (owner === undefined) {
    log.info({ folder }, 'Making the embedded PostgreSQL database');
    await createCluster({ folder, cluster, initdb: binaries.initdb, launcher, user: superuser, password });
  }
  const portFile = join(folder, 'port');
  const logFile = join(folder, 'postgres.log');
  return {
    dataDir,
    log,
    binaries,
    launcher,
    cluster,
    portFile,
    logFile,
    password,
    port: undefined,
    child: undefined,
    stopping: false,
  };
}

async function recover(context: ServerContext): Promise<Client | undefined> {
  while (!context.stopping) {
    try {
      return await acquireServer(context);
    } catch (error) {
      if (context.stopping) return undefined;
      context.log.error(
        { err: error },
        'the embedded PostgreSQL could not be started again and will be tried again',
      );
      await sleep(500);
    }
  }
  return undefined;
}

async function ensureDatabase(client: Client): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [superuser]);
  if (rowCount === 0) await client.query(`create database ${superuser}`);
}
