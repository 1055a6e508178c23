import type { PoolClient } from 'pg';
import { explainIsolation, isolationCheck } from './check-login.js';
import type { ConnectionSource } from './fair-connections.js';
import { bindTo } from './organisation.js';
import { sendPacket } from './packet.js';
import type { Sql } from './sql.js';
import { type Statement, statementOf } from './statement.js';

/** How packets are sent. */
export interface PacketSettings {
  /** The role that every transaction has to run as. */
  role: string;
  /** Whether statements may have names. A pooler that gives each transaction another connection may not know them there. */
  prepared: boolean;
}

/** The rows of each statement, in their order. */
type Rows = readonly (readonly unknown[])[];

const BEGIN: Statement = { name: 'begin', text: 'begin', values: [] };
const COMMIT: Statement = { name: 'commit', text: 'commit', values: [] };
const ROLLBACK: Statement = { name: 'rollback', text: 'rollback', values: [] };

/**
 * A transaction that is sent in packets: the first begins it, the last commits it. Whatever happens, `end` gives the connection back.
 */
export class PacketTransaction {
  readonly #client: PoolClient;
  readonly #settings: PacketSettings;
  #state: 'new' | 'open' | 'over' = 'new';

  private constructor(client: PoolClient, settings: PacketSettings) {
    this.#client = client;
    this.#settings = settings;
  }

  static async open(source: ConnectionSource, settings: PacketSettings): Promise<PacketTransaction> {
    return new PacketTransaction(await source.connect(), settings);
  }

  /**
   * The first packet: it begins, sets the organisation that row-level security holds it to, and fails where that would not bind it.
   */
  async begin(organisationId: string, statements: readonly Sql[]): Promise<Rows> {
    const { role } = this.#settings;
    const binding = { text: bindTo(organisationId), values: [] };
    this.#state = 'open';
    const check = { name: 'isolation', text: isolationCheck(role), values: [] };
    try {
      const [, , , ...rows] = await this.#send([BEGIN, binding, check], statements, []);
      return rows;
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

  /** Rolls back what was not committed, and gives the connection back. One that can not be rolled back is dropped. */
  async end(): Promise<void> {
    try {
      if (this.#state === 'open') await this.#send([ROLLBACK], [], []);
      this.#client.release();
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
    const answers = await sendPacket(this.#client, prepared ? sent : sent.map(unnamed));
    // Of a transaction that failed, a commit would be a rollback.
    if (after.includes(COMMIT) && answers.at(-1)?.command !== 'COMMIT')
      throw new Error('a transaction was not committed');
    return answers.map(({ rows }) => rows);
  }
}

function unnamed({ text, values }: Statement): Statement {
  return { text, values };
}
