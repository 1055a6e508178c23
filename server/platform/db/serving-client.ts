import type { Client, PoolClient, QueryResult } from 'pg';
import type { Log } from '../observability/log.js';
import { explainIsolation, isolationCheck } from './check-login.js';

interface Options {
  /** The role that must run every transaction. */
  role: string;
  /** Whether statements can have names. A pooler that gives each transaction another connection may not know them there. */
  prepared: boolean;
  log: Log;
}

const beginning = /^(begin|start transaction)\b/;

/**
 * Changes how a pooled connection runs statements:
 * - Each transaction begins with a check of its role, in the same round trip, and fails there unless row-level security binds it.
 * - Statements lose their names where names are not allowed.
 * - A transaction that could not begin, or could not be rolled back, does not keep its connection. Kysely returns a connection to the pool
 * only after a successful commit or rollback. On a lost connection neither succeeds, and the pool would lose one connection permanently.
 */
export function guard(client: PoolClient, { role, prepared, log }: Options): void {
  // The running statement fails by itself. Without a listener the error would end the program.
  client.on('error', () => {});
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const check = isolationCheck(role);
  const begin = async (text: string): Promise<unknown> => {
    try {
      const answer = (await query(`${text}; ${check}`)) as QueryResult[];
      return answer[0];
    } catch (error) {
      throw explainIsolation(error, role);
    }
  };
  const guarded = (...args: unknown[]): unknown => {
    const [first] = args;
    if (typeof first === 'string' && beginning.test(first)) {
      const begun = begin(first);
      // There is no transaction to end, so nothing else returns the connection.
      return isByKysely(args) ? begun.catch((error: Error) => drop(client, error)) : begun;
    }
    if (first === 'rollback') return (query('rollback') as Promise<unknown>).catch((error) => end(error));
    if (!prepared && isNamed(first)) return query({ ...first, name: undefined }, ...args.slice(1));
    return query(...args);
  };
  const end = (error: unknown): object => {
    log.debug({ err: error }, 'a transaction could not be rolled back');
    // The pool removes a connection that was ended.
    void (client as unknown as Client).end().catch(() => {});
    return { command: 'ROLLBACK', rowCount: 0, rows: [] };
  };
  client.query = guarded as PoolClient['query'];
}

/** Kysely passes a list of parameters, which is empty here. */
function isByKysely(args: readonly unknown[]): boolean {
  return Array.isArray(args[1]);
}

function drop(client: PoolClient, error: Error): never {
  client.release(error);
  throw error;
}

function isNamed(statement: unknown): statement is { name: string } {
  return typeof statement === 'object' && statement !== null && 'name' in statement;
}
