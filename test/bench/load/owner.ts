import pg from 'pg';

/** The connection that loads data as the owner of the tables, with settings for fast loading. */
export interface Owner {
  url: string;
  run(statement: string, values?: unknown[]): Promise<void>;
  rows<R extends pg.QueryResultRow>(statement: string, values?: unknown[]): Promise<R[]>;
  close(): Promise<void>;
}

/**
 * Opens it and defines the SQL function `pick(i, salt, n)`: a pseudo-random number from 0 to n - 1, the same in
 * every run.
 */
export async function openOwner(url: string): Promise<Owner> {
  const client = new pg.Client({ connectionString: url });
  // The running statement reports the error if the server stops.
  client.on('error', () => {});
  await client.connect();
  const owner: Owner = {
    url,
    run: async (statement, values) => void (await client.query(statement, values)),
    rows: async (statement, values) => (await client.query(statement, values)).rows,
    close: () => client.end(),
  };
  // All references are valid. Checking millions of foreign keys would take most of the time.
  await owner.run(`set session_replication_role = replica; set synchronous_commit = off`);
  await owner.run(`create function pg_temp.pick(i bigint, salt int, n int) returns int immutable language sql
    as $$ select ((hashint8extended(i, salt) % n + n) % n)::int $$`);
  return owner;
}
