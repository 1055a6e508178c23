import type { EntitySchema } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Client, Pool, PoolClient } from 'pg';
import { migrations } from '../../migrations/index.js';
import type { Log } from '../observability/log.js';
import { DatabaseProbe } from './probe.js';
import { Turns } from './turns.js';

/** The role that serves: it owns nothing and can not bypass row-level security. */
const SERVING_ROLE = 'ticketwire_app';

// One number, held by whoever migrates, so that several servers may start at once.
const MIGRATION_LOCK = 7_402_311;

export interface Database {
  /** A fresh unit of work over the serving role. */
  fork(): EntityManager;
  /** Connections of the serving role. */
  pool: Pool;
  /** For what would otherwise wait for its like in the database, each with a connection of its own. */
  turns: Turns;
  /** Tells how the database is. */
  probe: DatabaseProbe;
  close(): Promise<void>;
}

type Entities = readonly EntitySchema[];

async function orm(url: string, entities: Entities, options: Record<string, unknown>): Promise<MikroORM> {
  return MikroORM.init({
    clientUrl: url,
    entities: [...entities],
    forceUtcTimezone: true,
    extensions: [Migrator],
    discovery: { checkDuplicateTableNames: false },
    migrations: {
      silent: true,
      migrationsList: migrations,
      snapshot: false,
      transactional: true,
      allOrNothing: true,
    },
    driverOptions: options,
  });
}

/** Brings the database at `url` to the newest migration, as its owner. Safe to run from several servers at once. */
export async function migrate(url: string, entities: Entities, to: 'up' | 'down' = 'up'): Promise<void> {
  const owner = await orm(url, entities, { max: 2 });
  const lock = owner.em.fork();
  try {
    await lock.begin();
    await lock.execute('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
    if (to === 'up') await owner.migrator.up();
    else await owner.migrator.down({ to: 0 });
    await lock.commit();
  } catch (error) {
    // Closing waits for the lock's connection.
    if (lock.isInTransaction()) await lock.rollback();
    throw error;
  } finally {
    await owner.close(true);
  }
}

/** Opens the database for serving: every connection runs as a role that row-level security binds. */
export async function openDatabase(
  url: string,
  poolSize: number,
  entities: Entities,
  log: Log,
): Promise<Database> {
  const serving = await orm(url, entities, {
    max: poolSize,
    // Reads send statements without waiting for the answers to those before.
    pipeline: true,
    // A request that can not have a connection is told so, rather than waiting for ever.
    connectionTimeoutMillis: 10_000,
    options: `-c role=${SERVING_ROLE} -c timezone=UTC -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000`,
  });
  const pool: Pool = await serving.em.getConnection().getNativeClient();
  pool.on('error', (error) => log.warn({ err: error }, 'a database connection was lost'));
  pool.on('acquire', (client) => giveBackWhenLost(client, log));
  const probe = new DatabaseProbe(
    url,
    SERVING_ROLE,
    migrations.map(({ name }) => name),
  );
  return {
    fork: () => serving.em.fork(),
    pool,
    turns: new Turns(),
    probe,
    close: async () => {
      await probe.close();
      await serving.close(true);
    },
  };
}

const seen = new WeakSet<PoolClient>();

/**
 * Kysely gives a transaction's connection back to the pool only after a commit or a rollback that worked, and never when its
 * beginning failed. On a lost connection none does (the server has rolled back by itself), and the pool would be one connection
 * short for good.
 */
function giveBackWhenLost(client: PoolClient, log: Log): void {
  if (seen.has(client)) return;
  seen.add(client);
  // Whoever uses it hears of it by their statement; without a listener it would end the program.
  client.on('error', () => {});
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const tolerant = (...args: unknown[]): unknown => {
    if (args[0] === 'begin') {
      return (query('begin') as Promise<unknown>).catch((error: Error) => {
        // There is no transaction to end, so nobody else gives it back.
        client.release(error);
        throw error;
      });
    }
    if (args[0] !== 'rollback') return query(...args);
    return (query('rollback') as Promise<unknown>).catch((error: unknown) => {
      log.debug({ err: error }, 'a transaction could not be rolled back');
      // The pool drops a connection that has been ended.
      void (client as unknown as Client).end().catch(() => {});
      return { command: 'ROLLBACK', rowCount: 0, rows: [] };
    });
  };
  client.query = tolerant as PoolClient['query'];
}
