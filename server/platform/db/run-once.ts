import type { Pool } from 'pg';
import { bindTo } from './organisation.js';
import { nameOf, together, types } from './read-session.js';
import { compile, type Sql } from './sql.js';

/** Runs one statement for an organisation, in a transaction of its own and bound by row-level security, in one round trip. */
export async function runOnce<R>(pool: Pool, organisationId: string, statement: Sql<R>): Promise<R[]> {
  const binding = bindTo(organisationId);
  const { sql: text, parameters } = compile(statement);
  const client = await pool.connect();
  together(client);
  const begun = client.query(`begin; ${binding}`);
  const answered = client.query({ ...nameOf(text), text, values: parameters as unknown[], types });
  const ended = client.query('commit');
  const [beginning, answer, end] = await Promise.allSettled([begun, answered, ended]);
  client.release(end.status === 'rejected' ? (end.reason as Error) : undefined);
  // When the beginning failed, the database has skipped the rest, and that error says why.
  for (const step of [beginning, answer, end]) if (step.status === 'rejected') throw step.reason;
  return (answer as PromiseFulfilledResult<{ rows: R[] }>).value.rows;
}
