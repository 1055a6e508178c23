import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { DestinationStream } from 'pino';
import { inject } from 'vitest';
import { type App, startApp } from '../../server/app.js';
import { loadConfig } from '../../server/platform/config/config.js';
import { createLog } from '../../server/platform/observability/log.js';
import { Client } from './client.js';
import { databaseUrl, onCluster } from './global-setup.js';
import { recordStatements } from './recorded-statements.js';
import { checkCounts, writesTickets } from './ticket-counts.js';
import { checkWrittenFields } from './written-fields.js';

recordStatements(inject('statements'));

/** PostgreSQL's code for an object that is in use. */
const IN_USE = '55006';

/** A server with its own database, which holds the demo data. */
export interface World {
  url: string;
  app: App;
  /** The URL of the database with the owner's login, to inspect stored rows. */
  databaseUrl: string;
  environment: NodeJS.ProcessEnv;
  /**
   * Returns a signed-in client: `as('agent')` is agent@example.com; `as('outsider@example.org')` is the full
   * address.
   */
  as(name: string): Promise<Client>;
  /** Returns a client without a token. */
  anonymous(): Client;
  /** Returns a client with this token or API key. */
  withToken(token: string): Client;
  /** Runs a statement with the owner's login, which row-level security does not restrict. */
  rows<R extends pg.QueryResultRow>(statement: string | pg.QueryConfig, values?: unknown[]): Promise<R[]>;
  /** Stops the server, and starts it again with the same database. */
  restart(): Promise<void>;
  /**
   * Starts another server with the same database and store, and these settings of its own. It stops with the world. Clients use it by
   * `client.at(url)`.
   */
  another(settings?: NodeJS.ProcessEnv): Promise<App>;
  stop(): Promise<void>;
}

/**
 * Additional settings, or a function that makes them from the URLs of the world's database: the owner's and
 * the serving role's.
 */
export type Overrides =
  | NodeJS.ProcessEnv
  | ((ownerUrl: string, servingUrl: string) => NodeJS.ProcessEnv | Promise<NodeJS.ProcessEnv>);

/** The environment variables of a server of this world. */
async function environmentOf(
  overrides: Overrides,
): Promise<{ name: string; database: string; environment: NodeJS.ProcessEnv }> {
  const name = `world_${randomBytes(6).toString('hex')}`;
  await onCluster(inject('cluster'), `create database ${name} template template_demo strategy file_copy`);
  const database = databaseUrl(inject('cluster'), name);
  const serving = databaseUrl(inject('serving'), name);
  const store = inject('store');
  const environment = {
    DATABASE_URL: serving,
    DATABASE_OWNER_URL: database,
    DATABASE_PREPARED_STATEMENTS: inject('pooled') ? '0' : '1',
    S3_ENDPOINT: store.endpoint,
    S3_ACCESS_KEY_ID: store.accessKeyId,
    S3_SECRET_ACCESS_KEY: store.secretAccessKey,
    S3_BUCKET: store.bucket,
    PORT: '0',
    DATABASE_POOL_SIZE: '8',
    LOG_LEVEL: 'silent',
    SIGN_IN_ATTEMPTS_PER_ADDRESS: '1000',
    ...(typeof overrides === 'function' ? await overrides(database, serving) : overrides),
  };
  return { name, database, environment };
}

/** The serving login without what is in between: a pooler, or a test that counts statements. */
function directTo(servingUrl: string, ownerUrl: string): string {
  const direct = new URL(servingUrl);
  direct.host = new URL(ownerUrl).host;
  return direct.href;
}

/** Removes a database, unless a test still uses it. PostgreSQL waits for connections that are ending. */
async function drop(name: string): Promise<void> {
  await onCluster(inject('cluster'), `drop database ${name}`).catch((error: { code?: string }) => {
    if (error.code !== IN_USE) throw error;
  });
}

/**
 * Creates a world. Each test file has its own, and stops it at its end. `now` is the server's clock; `log`
 * receives log lines at `LOG_LEVEL`.
 */
export async function startWorld(
  overrides: Overrides = {},
  log?: DestinationStream,
  now?: () => Date,
): Promise<World> {
  const { name, database, environment } = await environmentOf(overrides);
  const start = (settings: NodeJS.ProcessEnv = {}) =>
    startApp(
      loadConfig({
        DATABASE_DIRECT_URL: directTo(environment.DATABASE_URL ?? database, database),
        ...environment,
        ...settings,
      }),
      createLog(environment.LOG_LEVEL ?? 'silent', log),
      now,
    );
  let app = await start();
  const owner = new pg.Pool({ connectionString: database, max: 2 });
  const clients = new Map<string, Promise<Client>>();
  const others: App[] = [];
  // A test that writes tickets past the server makes the counts wrong.
  let countsAreRight = true;
  const world: World = {
    get url() {
      return app.url;
    },
    get app() {
      return app;
    },
    databaseUrl: database,
    environment,
    as(name) {
      const email = name.includes('@') ? name : `${name}@example.com`;
      const known = clients.get(email) ?? Client.signIn(() => app.url, email, 'demo');
      clients.set(email, known);
      return known;
    },
    anonymous: () => new Client(() => app.url, null),
    withToken: (token) => new Client(() => app.url, token),
    async rows(statement, values) {
      if (writesTickets(statement)) countsAreRight = false;
      return (await owner.query(statement, values)).rows;
    },
    async restart() {
      await app.stop();
      app = await start();
    },
    async another(settings) {
      const other = await start(settings);
      others.push(other);
      return other;
    },
    async stop() {
      await Promise.all(others.map((other) => other.stop()));
      await Promise.all([...clients.values()].map(async (client) => (await client).close()));
      await app.stop();
      try {
        await checkWrittenFields(owner);
        if (countsAreRight) await checkCounts(owner);
      } finally {
        await owner.end();
        await drop(name);
      }
    },
  };
  return world;
}
