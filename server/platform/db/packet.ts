import type { PoolClient } from 'pg';
import { types } from './read-session.js';
import type { Statement } from './statement.js';
import { wireValue } from './wire-values.js';

/** What one statement of a packet gave. */
export interface Answer {
  /** The command as PostgreSQL names it: `SELECT`, `COMMIT`, … */
  command: string;
  rows: Record<string, unknown>[];
}

interface Field {
  name: string;
  dataTypeID: number;
}

type Column = { name: string; parse: (text: string) => unknown };

/** The part of a connection of `pg` that a packet is written to. */
interface Wire {
  stream: { cork(): void; uncork(): void };
  parse(message: { name: string; text: string }): void;
  bind(message: { statement: string; values: (string | Buffer | null)[] }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: object): void;
  sync(): void;
  on(event: 'parseComplete', listener: () => void): void;
}

/** What a connection has prepared, by name, with the columns that come back: null when none do, undefined before it has run once. */
interface Prepared {
  readonly columns: Map<string, readonly Column[] | null | undefined>;
  running: Packet | null;
}

const prepared = new WeakMap<object, Prepared>();

function preparedOn(wire: Wire): Prepared {
  let known = prepared.get(wire);
  if (!known) {
    const made: Prepared = { columns: new Map(), running: null };
    // `pg` tells a query of the rest, but not of this.
    wire.on('parseComplete', () => made.running?.parsed());
    prepared.set(wire, made);
    known = made;
  }
  return known;
}

/**
 * Sends statements as one packet: one write to the socket, one Sync at its end. They run in their order, and none runs behind one that
 * failed: then all of it fails, and what was prepared behind is not (PostgreSQL skips it), which is remembered. Gives what each gave.
 */
export function sendPacket(client: PoolClient, statements: readonly Statement[]): Promise<Answer[]> {
  return new Promise((resolve, reject) => {
    const packet = new Packet(statements, resolve, reject);
    client.query(packet as unknown as { submit(): void });
  });
}

/** A packet as a query of `pg`, which calls these methods as the messages come back. */
class Packet {
  readonly #statements: readonly { name: string; text: string; values: (string | Buffer | null)[] }[];
  readonly #resolve: (answers: Answer[]) => void;
  readonly #reject: (error: Error) => void;
  readonly #answers: Answer[] = [];
  /** Names that are parsed in this packet and not confirmed yet, in their order. */
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
    const parsing = new Set<string>();
    wire.stream.cork();
    try {
      for (const { name, text, values } of this.#statements) {
        const isKnown = name !== '' && (known.columns.has(name) || parsing.has(name));
        if (!isKnown) {
          wire.parse({ name, text });
          this.#parsing.push(name);
          if (name) parsing.add(name);
        }
        wire.bind({ statement: name, values });
        // The columns of what was prepared before are known.
        if (known.columns.get(name) === undefined) wire.describe({ type: 'P', name: '' });
        wire.execute({});
      }
      wire.sync();
    } finally {
      wire.stream.uncork();
    }
    this.#expectColumns();
  }

  /** The next of the names has been prepared. Whether rows come back is told next, if they do. */
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
