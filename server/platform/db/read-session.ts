import type { Socket } from 'node:net';
import DataLoader from 'dataloader';
import { type CustomTypesConfig, type PoolClient, types as pgTypes, type QueryResult } from 'pg';
import { Gone } from '../kernel/gone.js';
import type { ConnectionSource } from './fair-connections.js';
import { bindTo } from './organisation.js';
import { compile, type Sql } from './sql.js';
import { isStale } from './stale.js';

/** The key of a value: equal keys have equal names. */
export type Key = string | { readonly name: string };

function nameOfKey(key: Key): string {
  return typeof key === 'string' ? key : key.name;
}

/** When a session can send its next statement; undefined: now. */
export type Pause = () => Promise<void> | undefined;

/** Reads a batch: values in the order of the keys, null where there is none, an error where there must be one. */
export type Batch<S extends ReadSession, K, V> = (
  session: S,
  keys: readonly K[],
) => Promise<readonly (V | Error)[]>;

const BIGINT = 20;
const TIMESTAMPTZ = 1184;
/** Parsers of values from the database. */
export const types: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    // Event numbers stay far below 2^53.
    if (oid === BIGINT) return Number;
    if (oid === TIMESTAMPTZ) return moment;
    return pgTypes.getTypeParser(oid, format as 'text');
  }) as CustomTypesConfig['getTypeParser'],
};

/** Connections use UTC, so a time is almost in the form that JavaScript parses fastest: `2026-11-23 10:00:00.5+00`. */
function moment(text: string): Date {
  const date = new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);
  return Number.isNaN(date.getTime()) ? (pgTypes.getTypeParser(TIMESTAMPTZ)(text) as Date) : date;
}

// Every connection keeps a plan for each name, and clients influence which columns are selected: the first statements get names, later ones
// do not.
const MOST_PLANNED = 200;
const names = new Map<string, string>();

/** The name under which a statement is prepared on every connection; undefined when there are enough. */
export function nameOf(text: string): { name?: string } {
  const known = names.get(text);
  if (known !== undefined) return { name: known };
  if (names.size === MOST_PLANNED) return {};
  const name = `read ${names.size}`;
  names.set(text, name);
  return { name };
}

/**
 * The reads of one operation: one connection, one snapshot, one organisation, and loaders that live as long. Nothing is opened before the
 * first statement. The organisation is set in the transaction, so row-level security always applies.
 */
export class ReadSession {
  #client: Promise<PoolClient> | undefined;
  #closed = false;
  #bytesBefore = 0;
  /** The bytes that a closed session has read. */
  bytesRead = 0;
  #begun: Promise<unknown> | undefined;
  #stale: Error | undefined;
  readonly #loaders = new Map<unknown, DataLoader<unknown, unknown, string>>();
  readonly #known = new Map<unknown, Map<string, unknown>>();
  /** Whether a loader is sending statements now. */
  #byKeys = false;
  readonly #connections: ConnectionSource | ReadSession;
  readonly #pause: Pause | undefined;
  #paused: Promise<void> | undefined;
  readonly organisationId: string;

  /** `connections`: where the connection comes from, or a session whose snapshot is shared. That one must be closed last. */
  constructor(connections: ConnectionSource | ReadSession, organisationId: string, pause?: Pause) {
    this.#connections = connections;
    this.organisationId = organisationId;
    this.#pause = pause;
  }

  /** Runs one statement in the session's snapshot. Statements of the same moment are sent together, and answered in order. */
  async query<R>(statement: Sql<R>, planned: 'once' | 'each time' = 'each time'): Promise<R[]> {
    // Statements of loaders are few and always the same, so they are planned once. The best plan of most lists depends on their values.
    const once = planned === 'once' || this.#byKeys;
    const paused = this.#pauseOnce();
    if (paused) await paused;
    const client = await this.#begin();
    const { sql, parameters } = compile(statement);
    const name = once ? nameOf(sql) : {};
    together(client);
    const reading = client.query({ ...name, text: sql, values: parameters as unknown[], types });
    // When the transaction could not begin, that error says why.
    const owner = this.#owner;
    const [beginning, result] = await Promise.allSettled([owner.#begun, reading]);
    for (const step of [beginning, result]) {
      if (step.status !== 'rejected') continue;
      if (isStale(step.reason)) owner.#stale = step.reason;
      throw step.reason;
    }
    return (result as PromiseFulfilledResult<QueryResult>).value.rows as R[];
  }

  /** Whether it has read anything: it has a snapshot then. */
  get isBegun(): boolean {
    return this.#owner.#client !== undefined;
  }

  /** The session that has the connection. */
  get #owner(): ReadSession {
    return this.#connections instanceof ReadSession ? this.#connections.#owner : this;
  }

  /** One value by key; keys that are asked for in the same tick are read by one statement. */
  load<K extends Key, V>(batch: Batch<this, K, V>, key: K): Promise<V> {
    return this.#loader(batch).load(key) as Promise<V>;
  }

  /** Gives the loader a value that was already read. */
  prime<K extends Key, V>(batch: Batch<this, K, V>, key: K, value: V): void {
    this.#loader(batch).prime(key, value as unknown);
  }

  /** Takes a value from elsewhere: neither `load` nor `once` reads it then. */
  know<K extends Key, V>(batch: Batch<this, K, V>, key: K, value: V): void {
    this.prime(batch, key, value);
    this.#readBy<V>(batch).set(nameOfKey(key), value);
  }

  /**
   * One value by key, read once in this session. A value that was read ahead comes without a promise, because a promise costs more than
   * most values.
   */
  once<K extends Key, V>(batch: Batch<this, K, V>, key: K): V | Promise<V> {
    const known = this.#readBy<V>(batch).get(nameOfKey(key));
    return known === undefined ? this.load(batch, key) : known;
  }

  /**
   * Reads values that `once` will be asked for, and returns all known values by their names. Values that fail are read again when they are
   * asked for.
   */
  async ahead<K extends Key, V>(
    batch: Batch<this, K, V>,
    keys: Iterable<K>,
  ): Promise<ReadonlyMap<string, V>> {
    const known = this.#readBy<V>(batch);
    const missing = new Map<string, K>();
    for (const key of keys) if (!known.has(nameOfKey(key))) missing.set(nameOfKey(key), key);
    if (missing.size === 0) return known;
    const values = await this.#batched(batch, [...missing.values()]);
    let i = 0;
    for (const name of missing.keys()) {
      const value = values[i++];
      if (value !== undefined && !(value instanceof Error)) known.set(name, value);
    }
    return known;
  }

  #readBy<V>(batch: unknown): Map<string, V> {
    let known = this.#known.get(batch);
    if (!known) {
      known = new Map();
      this.#known.set(batch, known);
    }
    return known as Map<string, V>;
  }

  /** Returns the connection after the running statements, or closes it when what it prepared is stale. A later read is a bug. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const client = await this.#client?.catch(() => undefined);
    if (!client) return;
    try {
      await client.query('commit');
      await this.#begun;
      this.bytesRead = bytesReadBy(client) - this.#bytesBefore;
      client.release(this.#stale);
    } catch (error) {
      client.release(error as Error);
    }
  }

  #loader<K, V>(batch: Batch<this, K, V>): DataLoader<unknown, unknown, string> {
    let loader = this.#loaders.get(batch);
    if (!loader) {
      loader = new DataLoader<unknown, unknown, string>(
        (keys) => this.#batched(batch, keys as readonly K[]),
        {
          cacheKeyFn: (key) => nameOfKey(key as Key),
          maxBatchSize: 1000,
        },
      );
      this.#loaders.set(batch, loader);
    }
    return loader;
  }

  #batched<K, V>(batch: Batch<this, K, V>, keys: readonly K[]): Promise<readonly (V | Error)[]> {
    this.#byKeys = true;
    try {
      return batch(this, keys);
    } finally {
      this.#byKeys = false;
    }
  }

  /** Statements of the same moment wait together. */
  #pauseOnce(): Promise<void> | undefined {
    this.#paused ??= this.#pause?.()?.finally(() => {
      this.#paused = undefined;
    });
    return this.#paused;
  }

  #begin(): Promise<PoolClient> {
    if (this.#closed) return Promise.reject(new Gone());
    const connections = this.#connections;
    if (connections instanceof ReadSession) return connections.#begin();
    this.#client ??= this.#open(connections);
    return this.#client;
  }

  async #open(connections: ConnectionSource): Promise<PoolClient> {
    const binding = bindTo(this.organisationId);
    const client = await connections.connect();
    this.#bytesBefore = bytesReadBy(client);
    together(client);
    // One round trip, together with the first statement. The id was checked before: the simple protocol takes no parameters.
    this.#begun = client.query(`begin isolation level repeatable read read only; ${binding}`);
    // The first statement fails with it; until then it is not unhandled.
    this.#begun.catch(() => {});
    return client;
  }
}

/** Bytes received over a connection so far. */
function bytesReadBy(client: PoolClient): number {
  return (client.connection.stream as Socket).bytesRead;
}

/**
 * Collects everything that is written to the connection until the current tasks have run, and sends it as one packet: each packet costs as
 * much as a small statement.
 */
export function together(client: PoolClient): void {
  const { stream } = client.connection;
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}
