import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { Pool, type PoolClient } from 'pg';
import type { Log } from '../observability/log.js';
import { checkLogin } from './check-login.js';
import { FairConnections } from './fair-connections.js';
import { KeyedMutex } from './keyed-mutex.js';
import { bindTo } from './organisation.js';
import type { PacketSettings } from './packet-transaction.js';
import { DatabaseProbe } from './probe.js';
import type { DatabaseSchema } from './schema.js';
import { guard } from './serving-client.js';
import { APPLICATION_NAME, roleOf } from './serving-role.js';

/** How long to wait for a connection. */
const WAIT_MS = 10_000;

export interface Database {
  /** Runs a transaction in an organisation, with a unit of work of its own. */
  transaction<T>(organisationId: string, work: (tx: EntityManager) => Promise<T>): Promise<T>;
  /** Connections of the serving role. */
  pool: Pool;
  /** The same connections, shared fairly among actors. */
  connections: FairConnections;
  /** Separate connections for pushes to subscribers, so that they take none from requests. */
  live: { pool: Pool; connections: FairConnections };
  /** Runs equal calls one at a time, which would otherwise wait in the database with a connection each. */
  mutex: KeyedMutex;
  /** How transactions are sent in packets. */
  packets: PacketSettings;
  /** Checks the database. */
  probe: DatabaseProbe;
  close(): Promise<void>;
}

export interface ServingOptions {
  /** Logs in as the serving role. */
  url: string;
  poolSize: number;
  /** The number of connections for pushes. */
  livePoolSize: number;
  /** Whether statements can be prepared under names. */
  preparedStatements: boolean;
}

/**
 * Opens the database for serving. Each new connection is checked before it is used, and each transaction begins with a check that the
 * serving role runs it and that row-level security binds that role. Nothing is kept in a session, so a pooler can be in between.
 */
export async function openDatabase(
  { url, poolSize, livePoolSize, preparedStatements }: ServingOptions,
  { entities, migrations }: DatabaseSchema,
  log: Log,
): Promise<Database> {
  const role = roleOf(url);
  const serving = await MikroORM.init({
    clientUrl: url,
    entities: [...entities],
    forceUtcTimezone: true,
    discovery: { checkDuplicateTableNames: false },
    driverOptions: {
      application_name: APPLICATION_NAME,
      max: poolSize,
      // Reads send statements without waiting for the answers to earlier ones.
      pipeline: true,
      // A request that gets no connection fails instead of waiting for ever.
      connectionTimeoutMillis: WAIT_MS,
      // The check is the first thing sent over each connection, including this one.
      onConnect: async (client: PoolClient) => {
        await checkLogin(client, role, log);
        guard(client, { role, prepared: preparedStatements, log });
      },
    },
  });
  const pool: Pool = await serving.em.getConnection().getNativeClient();
  const { password } = pool.options;
  const live = new Pool({ ...pool.options, password, max: livePoolSize });
  for (const one of [pool, live]) {
    one.on('error', (error) => log.warn({ err: error }, 'a database connection was lost'));
  }
  const probe = new DatabaseProbe(
    url,
    role,
    migrations.map(({ name }) => name),
    log,
  );
  return {
    transaction: (organisationId, work) =>
      serving.em.fork().transactional(async (tx) => {
        await tx.execute(bindTo(organisationId));
        return work(tx);
      }),
    pool,
    connections: new FairConnections(pool, poolSize, WAIT_MS),
    live: { pool: live, connections: new FairConnections(live, livePoolSize, null) },
    mutex: new KeyedMutex(),
    packets: { role, prepared: preparedStatements },
    probe,
    close: async () => {
      await probe.close();
      await live.end();
      await serving.close(true);
    },
  };
}
