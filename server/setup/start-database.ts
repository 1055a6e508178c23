import type { Config } from '../platform/config/config.js';
import { type Database, openDatabase } from '../platform/db/database.js';
import { migrate } from '../platform/db/migrate.js';
import type { DatabaseSchema } from '../platform/db/schema.js';
import { roleOf } from '../platform/db/serving-role.js';
import { WrongLogin } from '../platform/db/wrong-login.js';
import { startEmbeddedPostgres } from '../platform/embedded/postgres.js';
import type { Log } from '../platform/observability/log.js';
import { setUpDatabase } from './database.js';
import { embeddedLogins } from './embedded-logins.js';
import { asOwner } from './owner.js';

/** The two logins of a database. */
export interface Logins {
  /** The URL with the serving role's login. */
  url: string;
  /** The URL with the owner's login; undefined on a server that neither migrates nor sets up. */
  ownerUrl: string | undefined;
  /** Stops the embedded database, if it is used. */
  stop(): Promise<void>;
}

const SETUP = 'npm run admin -- setup-database';

/** The configured logins, or those of the embedded database, which is started and creates both. */
export async function databaseLogins(
  { database, dataDir }: Config,
  schema: DatabaseSchema,
  log: Log,
): Promise<Logins> {
  const { url, ownerUrl } = database;
  if (url) return { url, ownerUrl, stop: async () => {} };
  if (ownerUrl) {
    throw new Error(
      `DATABASE_OWNER_URL is set, but DATABASE_URL is not. The owner's login cannot serve. ${SETUP} prints the DATABASE_URL to set.`,
    );
  }
  const postgres = await startEmbeddedPostgres({ dataDir, log });
  try {
    const logins = await embeddedLogins(dataDir, postgres.url);
    await setUpDatabase({ ownerUrl: postgres.url, servingUrl: logins.url, password: 'SET' }, schema);
    return { ...logins, stop: () => postgres.stop() };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

type Options = Pick<Config['database'], 'poolSize' | 'livePoolSize' | 'preparedStatements'>;

/** Opens the database for serving, and migrates it if the owner's login is given. Throws with a remedy when the database is not usable. */
export async function startDatabase(
  logins: Logins,
  options: Options,
  schema: DatabaseSchema,
  log: Log,
): Promise<Database> {
  try {
    return await openMigrated(logins, options, schema, log);
  } catch (error) {
    throw await explained(error, logins);
  }
}

async function openMigrated(
  { url, ownerUrl }: Logins,
  options: Options,
  schema: DatabaseSchema,
  log: Log,
): Promise<Database> {
  const db = await openDatabase({ ...options, url }, schema, log);
  try {
    let { migrations } = await db.probe.look();
    if (migrations === 'older' && ownerUrl) {
      await migrate(ownerUrl, roleOf(url), schema);
      ({ migrations } = await db.probe.look());
    }
    if (migrations === 'older') throw new Error(older(ownerUrl));
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}

function older(ownerUrl: string | undefined): string {
  if (ownerUrl)
    return 'DATABASE_OWNER_URL and DATABASE_URL are not the same database: only the first was migrated.';
  return (
    'The database is empty, or older than this program, and this server may not migrate it. Start one server with ' +
    `DATABASE_OWNER_URL, or run ${SETUP} with it.`
  );
}

const noSuchLogin = new Set(['28P01', '28000']);

async function explained(error: unknown, { url, ownerUrl }: Logins): Promise<unknown> {
  if (error instanceof WrongLogin) return new Error([error.message, error.remedy].filter(Boolean).join('\n'));
  if (!ownerUrl || !noSuchLogin.has((error as { code?: string }).code ?? '')) return error;
  const role = roleOf(url);
  const { rowCount } = await asOwner(ownerUrl, (client) =>
    client.query('select 1 from pg_roles where rolname = $1', [role]),
  );
  if (rowCount !== 0) return error;
  return new Error(`DATABASE_URL logs in as ${role}, but this role does not exist. ${SETUP} creates it.`);
}
