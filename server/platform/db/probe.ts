import pg from 'pg';
import type { Log } from '../observability/log.js';
import { checkLogin } from './check-login.js';
import { APPLICATION_NAME } from './serving-role.js';

/** The state of the database. */
export interface DatabaseCondition {
  /** Whether it accepts writes: it is no standby and not read-only. */
  writable: boolean;
  /** Its migrations compared with those of this program. */
  migrations: 'current' | 'older' | 'newer';
}

/** Shorter than the wait of readiness checks. */
const ANSWER_MS = 2500;
/** An organisation that does not exist: its log is looked for, and the table is read. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
// The table does not exist, or this role cannot read it: the migration that creates it was not run.
const notMigrated = new Set(['42P01', '42501']);

/**
 * Checks the database over a connection of its own, opened like the serving ones, so that a busy pool does not look like an outage. It is
 * opened when needed, and closed when it is not used for a while.
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
    // The running statement fails when the connection is lost. Without listeners the error would end the program.
    this.#pool.on('error', () => {});
    this.#pool.on('connect', (client) => client.on('error', () => {}));
  }

  /** Throws when the database does not answer correctly; `WrongLogin` when the login could not isolate organisations. */
  async look(): Promise<DatabaseCondition> {
    const client = await this.#pool.connect();
    let fault: Error | undefined;
    try {
      // Checked each time: behind a pooler the connection can be another one, and a role can have been changed.
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
