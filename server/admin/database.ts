import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { type Database, openDatabase } from '../platform/db/database.js';
import { runningPostgresUrl } from '../platform/embedded/running.js';
import type { Extensions } from '../platform/extensions/extensions.js';
import { createLog } from '../platform/observability/log.js';
import { embeddedLogins } from '../setup/embedded-logins.js';
import { asOwner as connected } from '../setup/owner.js';
import { databaseLogins, type Logins, startDatabase } from '../setup/start-database.js';
import { AdminError, type Context } from './command.js';
import { seesNotAll } from './failure.js';

/** The program's log must not appear in the command's output. */
export const silentLog = createLog('silent');

/** The database, with the login of the serving role and that of its owner. */
export interface Installation {
  readonly db: Database;
  readonly extensions: Extensions;
  readonly ownerUrl: string;
  /** Whether the embedded database was started for this command, because no server runs. */
  readonly startedHere: boolean;
}

type Needed = Pick<Context, 'config' | 'modules'>;

/**
 * Calls a function with both logins. The embedded database of a running server is used; otherwise it is started for this time. It is
 * created only with `make`: with a wrong DATA_DIR, an empty database would look like one without users.
 */
export async function withLogins<T>(
  { config, modules }: Needed,
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
  const logins = await databaseLogins(config, modules, silentLog);
  try {
    return await use(logins, !external);
  } finally {
    await logins.stop();
  }
}

/** The URL of the database with the login of its owner, who sees the rows of all organisations. */
export function ownerUrlOf({ ownerUrl }: Pick<Logins, 'ownerUrl'>): string {
  if (ownerUrl) return ownerUrl;
  throw new AdminError("This command needs DATABASE_OWNER_URL, the login of the database's owner.");
}

/** Calls a function with a migrated database, for changes that are made as the API makes them. */
export async function withInstallation<T>(
  context: Needed,
  use: (installation: Installation) => Promise<T>,
): Promise<T> {
  const { config, modules } = context;
  return withLogins(context, async (logins, startedHere) => {
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
      return use({ db, extensions: modules.extensions, ownerUrl, startedHere });
    });
  });
}

/** Calls a function with the login of the serving role, after the migration. */
export async function withMigratedDatabase<T>(
  logins: Logins,
  { config: { database }, modules }: Needed,
  use: (db: Database) => Promise<T>,
): Promise<T> {
  return closing(await startDatabase(logins, { ...database, poolSize: 2 }, modules, silentLog), use);
}

async function closing<T>(db: Database, use: (db: Database) => Promise<T>): Promise<T> {
  try {
    return await use(db);
  } finally {
    await db.close();
  }
}

/** Calls a function with a connection of the owner, who sees the rows of all organisations. */
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

/** Runs statements that all read the same snapshot and change nothing. */
export async function inOneSnapshot<T>(client: pg.Client, use: () => Promise<T>): Promise<T> {
  await client.query('begin isolation level repeatable read read only');
  try {
    return await use();
  } finally {
    await client.query('rollback');
  }
}
