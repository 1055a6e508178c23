import pg from 'pg';

/** How the database is, as the program needs it. */
export interface DatabaseCondition {
  /** Whether it takes changes: not a standby, and not set to be read-only. */
  writable: boolean;
  /** What it was migrated to, compared with what this program knows. */
  migrations: 'current' | 'older' | 'newer';
}

interface Look {
  role: string;
  read_only: boolean;
}

/** Shorter than whoever asks waits. */
const ANSWER_MS = 2500;

/**
 * Looks at the database over one connection of its own, opened as the serving ones are: a pool that is busy is no database that
 * is away. It is opened when it is needed, and closed when nobody asks for a while.
 */
export class DatabaseProbe {
  readonly #pool: pg.Pool;
  readonly #role: string;
  readonly #migrations: readonly string[];

  constructor(url: string, role: string, migrations: readonly string[]) {
    this.#role = role;
    this.#migrations = migrations;
    this.#pool = new pg.Pool({
      connectionString: url,
      max: 1,
      options: `-c role=${role} -c timezone=UTC -c statement_timeout=${ANSWER_MS}`,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
      idleTimeoutMillis: 30_000,
      allowExitOnIdle: true,
    });
    // Whoever looks hears of a lost connection by their statement; without listeners it would end the program.
    this.#pool.on('error', () => {});
    this.#pool.on('connect', (client) => client.on('error', () => {}));
  }

  /** Throws when the database does not answer as it has to. */
  async look(): Promise<DatabaseCondition> {
    const client = await this.#pool.connect();
    let fault: Error | undefined;
    try {
      const { rows } = await client.query<Look>(
        `select current_user as role, pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as read_only
         from (select count(*) from event_heads_of(array[]::uuid[])) as heads`,
      );
      if (rows[0]?.role !== this.#role) throw new Error('the connection has another role');
      // The list of migrations is the owner's, whom the connection logged in as.
      await client.query('begin read only; set local role none');
      const applied = await client.query<{ name: string }>('select name from mikro_orm_migrations');
      await client.query('rollback');
      return {
        writable: !rows[0].read_only,
        migrations: this.#compare(applied.rows.map(({ name }) => name)),
      };
    } catch (error) {
      fault = error as Error;
      throw error;
    } finally {
      // After a failure in the transaction the connection must not go on as the owner.
      client.release(fault);
    }
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  #compare(applied: readonly string[]): DatabaseCondition['migrations'] {
    if (this.#migrations.some((name) => !applied.includes(name))) return 'older';
    return applied.some((name) => !this.#migrations.includes(name)) ? 'newer' : 'current';
  }
}
