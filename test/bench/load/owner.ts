import pg from 'pg';

/** The connection that loads: as the owner of the tables, without what only slows a load down. */
export interface Owner {
  url: string;
  run(statement: string, values?: unknown[]): Promise<void>;
  rows<R extends pg.QueryResultRow>(statement: string, values?: unknown[]): Promise<R[]>;
  close(): Promise<void>;
}

/** Opens it. `pick(i, salt, n)` is there: a number from 0 to n - 1 that looks random and is the same in every run. */
export async function openOwner(url: string): Promise<Owner> {
  const client = new pg.Client({ connectionString: url });
  // When the server is stopped in the meantime, the running statement reports it.
  client.on('error', () => {});
  await client.connect();
  const owner: Owner = {
    url,
    run: async (statement, values) => void (await client.query(statement, values)),
    rows: async (statement, values) => (await client.query(statement, values)).rows,
    close: () => client.end(),
  };
  // What is loaded refers to what is there: asking for each of millions of references would take most of the time.
  await owner.run(`set session_replication_role = replica; set synchronous_commit = off`);
  await owner.run(`create function pg_temp.pick(i bigint, salt int, n int) returns int immutable language sql
    as $$ select ((hashint8extended(i, salt) % n + n) % n)::int $$`);
  return owner;
}
