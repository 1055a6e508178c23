import type { PoolClient } from 'pg';
import { explainIsolation, isolationCheck } from './check-login.js';
import type { ConnectionSource } from './fair-connections.js';
import { bindTo } from './organisation.js';
import { sendPacket } from './packet.js';
import type { Sql } from './sql.js';
import { isStale } from './stale.js';
import { type Statement, statementOf } from './statement.js';

/** The settings for sending packets. */
export interface PacketSettings {
  /** The role that must run every transaction. */
  role: string;
  /** Whether statements can have names. A pooler that gives each transaction another connection may not know them there. */
  prepared: boolean;
}

/** The rows of each statement, in their order. */
type Rows = readonly (readonly unknown[])[];

const BEGIN: Statement = { name: 'begin', text: 'begin', values: [] };
/** Commands find their rows by key, so one plan fits all values. To plan a statement can take longer than to run it. */
const GENERIC: Statement = {
  name: 'generic',
  text: 'set local plan_cache_mode = force_generic_plan',
  values: [],
};
const COMMIT: Statement = { name: 'commit', text: 'commit', values: [] };
const ROLLBACK: Statement = { name: 'rollback', text: 'rollback', values: [] };

/** A transaction that is sent in packets: the first one begins it, the last one commits it. In any case, `end` returns the connection. */
export class PacketTransaction {
  readonly #client: PoolClient;
  readonly #settings: PacketSettings;
  #state: 'new' | 'open' | 'over' = 'new';
  #stale: Error | undefined;

  private constructor(client: PoolClient, settings: PacketSettings) {
    this.#client = client;
    this.#settings = settings;
  }

  static async open(source: ConnectionSource, settings: PacketSettings): Promise<PacketTransaction> {
    return new PacketTransaction(await source.connect(), settings);
  }

  /** The first packet: it begins the transaction, sets the organisation for row-level security, and fails if that would not bind it. */
  async begin(organisationId: string, statements: readonly Sql[]): Promise<Rows> {
    const { role, prepared } = this.#settings;
    const binding = { text: bindTo(organisationId), values: [] };
    this.#state = 'open';
    const check = { name: 'isolation', text: isolationCheck(role), values: [] };
    try {
      const before = [BEGIN, binding, ...(prepared ? [GENERIC] : []), check];
      return (await this.#send(before, statements, [])).slice(before.length);
    } catch (error) {
      throw explainIsolation(error, role);
    }
  }

  /** A packet in between. */
  gather(statements: readonly Sql[]): Promise<Rows> {
    return this.#send([], statements, []);
  }

  /** The last packet: it writes and commits. */
  async commit(statements: readonly Sql[]): Promise<Rows> {
    if (this.#state !== 'open') throw new Error('nothing was begun');
    const rows = await this.#send([], statements, [COMMIT]);
    this.#state = 'over';
    return rows.slice(0, -1);
  }

  /**
   * Rolls back if nothing was committed, and returns the connection. It is closed when it cannot be rolled back, or when what it prepared
   * is stale.
   */
  async end(): Promise<void> {
    try {
      if (this.#state === 'open') await this.#send([ROLLBACK], [], []);
      this.#client.release(this.#stale);
    } catch (error) {
      this.#client.release(error as Error);
    }
  }

  async #send(
    before: readonly Statement[],
    statements: readonly Sql[],
    after: readonly Statement[],
  ): Promise<Rows> {
    const { prepared } = this.#settings;
    const asked = statements.map((statement) => statementOf(statement, prepared));
    const sent = [...before, ...asked, ...after];
    const answers = await sendPacket(this.#client, prepared ? sent : sent.map(unnamed)).catch((error) => {
      if (isStale(error)) this.#stale = error;
      throw error;
    });
    // In a failed transaction, COMMIT would be a rollback.
    if (after.includes(COMMIT) && answers.at(-1)?.command !== 'COMMIT')
      throw new Error('a transaction was not committed');
    return answers.map(({ rows }) => rows);
  }
}

function unnamed({ text, values }: Statement): Statement {
  return { text, values };
}
