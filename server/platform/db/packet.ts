import type { PoolClient } from 'pg';
import { PacketWriter } from './packet-writer.js';
import { types } from './read-session.js';
import type { Statement } from './statement.js';
import { wireValue } from './wire-values.js';

/** The most parameters of one statement: the protocol counts them in 16 bits. */
const MOST_PARAMETERS = 32_767;

/** The result of one statement of a packet. */
export interface Answer {
  /** The command tag of PostgreSQL: `SELECT`, `COMMIT`, … */
  command: string;
  rows: Record<string, unknown>[];
}

interface Field {
  name: string;
  dataTypeID: number;
}

type Column = { name: string; parse: (text: string) => unknown };

/** The part of a `pg` connection that packets are written to. */
interface Wire {
  stream: { writable: boolean; write(bytes: Buffer): void };
  on(event: 'parseComplete', listener: () => void): void;
}

/**
 * The statements that a connection has prepared, by name, with their result columns: null when there are none, undefined before the first
 * run.
 */
interface Prepared {
  readonly columns: Map<string, readonly Column[] | null | undefined>;
  running: Packet | null;
}

const prepared = new WeakMap<object, Prepared>();

function preparedOn(wire: Wire): Prepared {
  let known = prepared.get(wire);
  if (!known) {
    const made: Prepared = { columns: new Map(), running: null };
    // `pg` passes all messages to a query except this one.
    wire.on('parseComplete', () => made.running?.parsed());
    prepared.set(wire, made);
    known = made;
  }
  return known;
}

/**
 * Sends statements as one packet: one write to the socket, with one Sync at the end. They run in order. When one fails, PostgreSQL skips
 * the rest: the packet fails, and statements after the failure were not prepared, which is remembered. Returns the results.
 */
export function sendPacket(client: PoolClient, statements: readonly Statement[]): Promise<Answer[]> {
  return new Promise((resolve, reject) => {
    // Before anything is written: half a packet would end the connection.
    const large = statements.find(({ values }) => values.length > MOST_PARAMETERS);
    if (large)
      throw new Error(
        `A statement has ${large.values.length} parameters, and at most ${MOST_PARAMETERS} are possible. Pass lists as one parameter.`,
      );
    const packet = new Packet(statements, resolve, reject);
    client.query(packet as unknown as { submit(): void });
  });
}

/** A packet as a `pg` query, which calls these methods when messages arrive. */
class Packet {
  readonly #statements: readonly { name: string; text: string; values: (string | Buffer | null)[] }[];
  readonly #resolve: (answers: Answer[]) => void;
  readonly #reject: (error: Error) => void;
  readonly #answers: Answer[] = [];
  /** Names that this packet prepares and that are not confirmed yet, in order. */
  readonly #parsing: string[] = [];
  #known: Prepared | undefined;
  #columns: readonly Column[] | null = null;
  #rows: Record<string, unknown>[] = [];
  #fault: Error | undefined;

  constructor(
    statements: readonly Statement[],
    resolve: (answers: Answer[]) => void,
    reject: (error: Error) => void,
  ) {
    this.#statements = statements.map(({ name = '', text, values }) => ({
      name,
      text,
      values: values.map(wireValue),
    }));
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(connection: unknown): void {
    const wire = connection as Wire;
    const known = preparedOn(wire);
    this.#known = known;
    known.running = this;
    const writer = new PacketWriter();
    for (const { name, text, values } of this.#statements) {
      const isKnown = name !== '' && (known.columns.has(name) || this.#parsing.includes(name));
      if (!isKnown) {
        writer.parse(name, text);
        this.#parsing.push(name);
      }
      writer.bind(name, values);
      // The columns of statements that were prepared before are known.
      if (known.columns.get(name) === undefined) writer.describe();
      writer.execute();
    }
    writer.sync();
    if (wire.stream.writable) wire.stream.write(writer.bytes);
    this.#expectColumns();
  }

  /** The next name was prepared. If it returns rows, the next message says so. */
  parsed(): void {
    const name = this.#parsing.shift();
    if (name) this.#known?.columns.set(name, undefined);
  }

  handleRowDescription({ fields }: { fields: readonly Field[] }): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: types.getTypeParser(dataTypeID, 'text') as (text: string) => unknown,
    }));
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const columns = this.#columns;
    if (!columns) {
      this.#fault ??= new Error('a row came without its columns');
      return;
    }
    const row: Record<string, unknown> = {};
    for (const [i, { name, parse }] of columns.entries()) {
      const text = fields[i];
      row[name] = text === null || text === undefined ? null : parse(text);
    }
    this.#rows.push(row);
  }

  handleCommandComplete({ text }: { text: string }): void {
    const { name } = this.#current();
    if (name) this.#known?.columns.set(name, this.#columns);
    this.#answers.push({ command: text.split(' ', 1)[0] ?? '', rows: this.#rows });
    this.#rows = [];
    this.#expectColumns();
  }

  handleError(error: Error): void {
    this.#end();
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    this.#end();
    if (this.#answers.length !== this.#statements.length)
      this.#fault ??= new Error('a statement of a packet was not answered');
    if (this.#fault) this.#reject(this.#fault);
    else this.#resolve(this.#answers);
  }

  handleEmptyQuery(): void {
    this.#fault ??= new Error('a statement of a packet is empty');
  }

  handlePortalSuspended(): void {}

  handleCopyInResponse(): void {
    this.#fault ??= new Error('a statement of a packet expects data');
  }

  handleCopyData(): void {}

  #current(): { name: string } {
    return this.#statements[this.#answers.length] ?? { name: '' };
  }

  #expectColumns(): void {
    const { name } = this.#current();
    this.#columns = (name && this.#known?.columns.get(name)) || null;
  }

  #end(): void {
    if (this.#known?.running === this) this.#known.running = null;
  }
}
