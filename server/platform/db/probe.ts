import pg from 'pg';
import type { Log } from '../observability/log.js';
import { checkLogin } from './check-login.js';
import { APPLICATION_NAME } from './serving-role.js';

/** How the database is, as the program needs it. */
export interface DatabaseCondition {
  /** Whether it takes changes: not a standby, and not set to be read-only. */
  writable: boolean;
  /** What it was migrated to, compared with what this program knows. */
  migrations: 'current' | 'older' | 'newer';
}

/** Shorter than whoever asks waits. */
const ANSWER_MS = 2500;
/** An organisation that does not exist: its log is looked for, and the table is read. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
// No such table, or no right to read it: the newest migration that matters here was not run.
const notMigrated = new Set(['42P01', '42501']);

/**
 * Looks at the database over one connection of its own, opened as the serving ones are: a pool that is busy is no database that
 * is away. It is opened when it is needed, and closed when nobody asks for a while.
 */
export class DatabaseProbe {
  readonly #pool: pg.Pool;
  readonly #role: string;
  readonly #migrations: readonly string[];
  readonly #log: Log;

  constructor(url: string, role: string, migrations: readonly string[], log: Log) {
    this.#role = role;
    this.#migrations = migrations;
    this.#log = log;
    this.#pool = new pg.Pool({
      connectionString: url,
      application_name: APPLICATION_NAME,
      max: 1,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
      idleTimeoutMillis: 30_000,
      allowExitOnIdle: true,
    });
    // The statement in flight fails when a connection is lost; without listeners the error would end the program.
    this.#pool.on('error', () => {});
    this.#pool.on('connect', (client) => client.on('error', () => {}));
  }

  /** Throws when the database does not answer as it has to; `WrongLogin` when the login could not keep organisations apart. */
  async look(): Promise<DatabaseCondition> {
    const client = await this.#pool.connect();
    let fault: Error | undefined;
    try {
      // Each time: behind a pooler the connection may be another one by now, and a role may have been changed.
      await checkLogin(client, this.#role, this.#log);
      const migrations = await this.#migrated(client);
      const heads =
        migrations === 'older'
          ? ''
          : `from (select count(*) from event_heads_of(array['${NOBODY}']::uuid[])) as heads`;
      const { rows } = await client.query<{ read_only: boolean }>(
        `select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as read_only ${heads}`,
      );
      return { writable: rows[0]?.read_only === false, migrations };
    } catch (error) {
      fault = error as Error;
      throw error;
    } finally {
      client.release(fault);
    }
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #migrated(client: pg.PoolClient): Promise<DatabaseCondition['migrations']> {
    try {
      const { rows } = await client.query<{ name: string }>('select name from public.mikro_orm_migrations');
      const applied = rows.map(({ name }) => name);
      if (this.#migrations.some((name) => !applied.includes(name))) return 'older';
      return applied.some((name) => !this.#migrations.includes(name)) ? 'newer' : 'current';
    } catch (error) {
      if (notMigrated.has((error as { code?: string }).code ?? '')) return 'older';
      throw error;
    }
  }
}
