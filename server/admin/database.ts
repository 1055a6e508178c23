import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { modules } from '../modules.js';
import type { Config } from '../platform/config/config.js';
import { type Database, openDatabase } from '../platform/db/database.js';
import { runningPostgresUrl } from '../platform/embedded/running.js';
import { createLog } from '../platform/observability/log.js';
import { embeddedLogins } from '../setup/embedded-logins.js';
import { asOwner as connected } from '../setup/owner.js';
import { databaseLogins, type Logins, startDatabase } from '../setup/start-database.js';
import { AdminError } from './command.js';
import { seesNotAll } from './failure.js';

/** The program's own log has no place among the lines of an answer. */
export const silentLog = createLog('silent');

/** What a command works on: the database as the role that serves, and as its owner. */
export interface Installation {
  readonly db: Database;
  readonly ownerUrl: string;
  /** Whether the embedded database runs for this command only, since no server does. */
  readonly startedHere: boolean;
}

/**
 * Lends both logins. The embedded database of a running server is used as it is; otherwise it runs for as long as it takes. It is made
 * only where `make` says so: a wrong DATA_DIR would look like a database without people.
 */
export async function withLogins<T>(
  config: Config,
  use: (logins: Logins, startedHere: boolean) => Promise<T>,
  { make = false } = {},
): Promise<T> {
  const { database, dataDir } = config;
  const external = database.url !== undefined || database.ownerUrl !== undefined;
  const running = external ? undefined : await runningPostgresUrl(dataDir);
  if (running) return use(await embeddedLogins(dataDir, running), false);
  if (!external && !make && !existsSync(join(dataDir, 'postgres/cluster'))) {
    throw new AdminError(`There is no database in ${dataDir}. Check DATABASE_URL and DATA_DIR.`);
  }
  const logins = await databaseLogins(config, silentLog);
  try {
    return await use(logins, !external);
  } finally {
    await logins.stop();
  }
}

/** The URL of the database as its owner, who sees the rows of every organisation. */
export function ownerUrlOf({ ownerUrl }: Pick<Logins, 'ownerUrl'>): string {
  if (ownerUrl) return ownerUrl;
  throw new AdminError("This command needs DATABASE_OWNER_URL, the login of the database's owner.");
}

/** Lends a database that is migrated: changes are made the way the API makes them. */
export async function withInstallation<T>(
  config: Config,
  use: (installation: Installation) => Promise<T>,
): Promise<T> {
  return withLogins(config, async (logins, startedHere) => {
    const ownerUrl = ownerUrlOf(logins);
    const options = { ...config.database, url: logins.url, poolSize: 2 };
    return closing(await openDatabase(options, modules, silentLog), async (db) => {
      const { migrations, writable } = await db.probe.look();
      if (migrations === 'older') {
        throw new AdminError(
          'The database is older than this program. Start the server once: it migrates the database.',
        );
      }
      if (!writable) throw new AdminError('The database is read-only: it is a standby, or set to read-only.');
      return use({ db, ownerUrl, startedHere });
    });
  });
}

/** Lends the database as the role that serves, after it was migrated. */
export async function withMigratedDatabase<T>(
  logins: Logins,
  { database }: Config,
  use: (db: Database) => Promise<T>,
): Promise<T> {
  return closing(await startDatabase(logins, { ...database, poolSize: 2 }, silentLog), use);
}

async function closing<T>(db: Database, use: (db: Database) => Promise<T>): Promise<T> {
  try {
    return await use(db);
  } finally {
    await db.close();
  }
}

/** Lends a connection of the owner, who sees the rows of every organisation. */
export async function asOwner<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  return connected(url, async (client) => {
    const { rows } = await client.query<{ sees: boolean }>(
      `select pg_has_role(relowner, 'MEMBER') or not row_security_active(oid) as sees
       from pg_class where oid = to_regclass('public.organisations')`,
    );
    if (rows[0]?.sees === false) throw new AdminError(seesNotAll);
    return use(client);
  });
}

/** Runs statements that all see the same moment, and change nothing. */
export async function inOneSnapshot<T>(client: pg.Client, use: () => Promise<T>): Promise<T> {
  await client.query('begin isolation level repeatable read read only');
  try {
    return await use();
  } finally {
    await client.query('rollback');
  }
}
