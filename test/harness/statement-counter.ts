import { connect, createServer, type Server, type Socket } from 'node:net';
import { vi } from 'vitest';

const QUERY = 'Q'.charCodeAt(0);
const EXECUTE = 'E'.charCodeAt(0);
const SYNC = 'S'.charCodeAt(0);
const BIND = 'B'.charCodeAt(0);
const PARSE = 'P'.charCodeAt(0);
/**
 * An Execute message for a portal that does not exist. The database refuses it as it refuses a failing
 * statement.
 */
const FAILING = Buffer.from([EXECUTE, 0, 0, 0, 13, ...Buffer.from('nope'), 0, 0, 0, 0, 0]);

/**
 * How many statements were sent, and in how many packets. A packet is a group of messages that ends with a
 * Sync.
 */
interface Sent {
  statements: number;
  packets: number;
}

/** Starts a server whose statements are counted. Its intervals never end, so it does no background work later. */
export async function withoutIntervals<T>(start: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ['setInterval'] });
  try {
    return await start();
  } finally {
    vi.useRealTimers();
  }
}

/**
 * A proxy between a server and PostgreSQL. It counts the statements that are really sent, and can make a
 * single one fail.
 */
export class StatementCounter {
  /** The URL of the database through the proxy. */
  readonly url: string;
  readonly #sent: Sent = { statements: 0, packets: 0 };
  /** Which statement of the next command's transaction fails, and whether it has failed yet. */
  #failing: { statement: number; failed: boolean } | null = null;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(url: string, server: Server) {
    this.url = url;
    this.#server = server;
  }

  static async before(databaseUrl: string): Promise<StatementCounter> {
    const target = new URL(databaseUrl);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the counter has no port');
    const url = new URL(databaseUrl);
    url.host = `127.0.0.1:${address.port}`;
    const counter = new StatementCounter(url.href, server);
    server.on('connection', (client) => counter.#pipe(client, target));
    return counter;
  }

  /** Counts the statements that are sent while a function runs. */
  async during<T>(act: () => Promise<T>): Promise<Sent & { answer: T }> {
    const before = { ...this.#sent };
    const answer = await act();
    const { statements, packets } = this.#sent;
    return { statements: statements - before.statements, packets: packets - before.packets, answer };
  }

  /**
   * Runs a function while the nth statement of the next command's transaction fails in the database. `failed`
   * is false if the transaction has fewer statements.
   */
  async failing<T>(statement: number, act: () => Promise<T>): Promise<{ failed: boolean; answer: T }> {
    const failing = { statement, failed: false };
    this.#failing = failing;
    try {
      return { answer: await act(), failed: failing.failed };
    } finally {
      this.#failing = null;
    }
  }

  /** Runs a function three times, and returns the lowest counts. A new connection first prepares its statements. */
  async fewest<T>(act: () => Promise<T>): Promise<Sent & { answer: T }> {
    const times = [await this.during(act), await this.during(act), await this.during(act)];
    const sent = (one: Sent) => one.statements + one.packets;
    return times.reduce((least, one) => (sent(one) < sent(least) ? one : least));
  }

  /** Waits until nothing was sent for a while: a server that has just started still reads. */
  async quiet(): Promise<void> {
    for (let before = -1; before !== this.#sent.packets; ) {
      before = this.#sent.packets;
      await new Promise<void>((resolve) => setTimeout(resolve, 150));
    }
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #pipe(client: Socket, target: URL): void {
    const database = connect(Number(target.port || 5432), target.hostname);
    // A command's transaction begins with a statement of this name or, where statements have no names, of
    // this text. Counting starts there.
    let ofCommand = 0;
    const messages = new Messages((type, message) => {
      if (type === QUERY || type === EXECUTE) this.#sent.statements += 1;
      if (type === QUERY || type === SYNC) this.#sent.packets += 1;
      if ((type === BIND && message.includes('\0begin\0')) || (type === PARSE && message.includes('\0begin')))
        ofCommand = 0;
      if (type === EXECUTE) ofCommand += 1;
      const failing = this.#failing;
      const fails = type === EXECUTE && failing && !failing.failed && ofCommand === failing.statement;
      if (fails) failing.failed = true;
      database.write(fails ? FAILING : message);
    });
    client.on('data', (chunk: Buffer) => messages.read(chunk));
    database.on('data', (chunk) => client.write(chunk));
    for (const [socket, other] of [
      [client, database],
      [database, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.end();
      });
    }
  }
}

/**
 * Splits what a client sends into messages. The first message has only a length, the others a type and a
 * length.
 */
class Messages {
  #buffer: Buffer = Buffer.alloc(0);
  #started = false;
  readonly #seen: (type: number, message: Buffer) => void;

  constructor(seen: (type: number, message: Buffer) => void) {
    this.#seen = seen;
  }

  read(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const head = this.#started ? 1 : 0;
      if (this.#buffer.length < head + 4) return;
      const length = head + this.#buffer.readUInt32BE(head);
      if (this.#buffer.length < length) return;
      this.#seen(this.#started ? (this.#buffer[0] ?? 0) : 0, this.#buffer.subarray(0, length));
      this.#started = true;
      this.#buffer = this.#buffer.subarray(length);
    }
  }
}
