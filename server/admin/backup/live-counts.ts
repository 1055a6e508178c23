import type { Client } from 'pg';

/** The contents of a database, in one snapshot. */
export interface LiveCounts {
  readonly rows: ReadonlyMap<string, number>;
  /** For tables whose ids show their age: the rows that are certainly older than the given time. */
  readonly older: ReadonlyMap<string, number>;
  readonly migrations: readonly string[];
  readonly organisations: readonly string[];
  readonly heads: ReadonlyMap<string, number>;
}

/** Counts the rows of every table. `client` is the owner's, in a transaction with one snapshot. */
export async function countRows(client: Client, before: Date): Promise<LiveCounts> {
  const { rows: tables } = await client.query<{ name: string; aged: boolean }>(
    `select c.relname as name, exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'id'
       and a.atttypid = 'uuid'::regtype and not a.attisdropped) as aged
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
  );
  const rows = new Map<string, number>();
  const older = new Map<string, number>();
  for (const { name, aged } of tables) {
    const found = await client.query<{ all: number; older: number }>(
      `select count(*)::float8 as all, ${aged ? 'count(*) filter (where id < $1)' : '0'}::float8 as older from public.${client.escapeIdentifier(name)}`,
      aged ? [firstIdOf(before)] : [],
    );
    rows.set(name, found.rows[0]?.all ?? 0);
    if (aged) older.set(name, found.rows[0]?.older ?? 0);
  }
  const names = async (statement: string) =>
    (await client.query<{ name: string }>(statement)).rows.map(({ name }) => name);
  const heads = await client.query<{ id: string; number: number }>(
    'select organisation_id as id, number::float8 from public.event_heads',
  );
  return {
    rows,
    older,
    migrations: await names('select name from public.mikro_orm_migrations'),
    organisations: await names('select id::text as name from public.organisations'),
    heads: new Map(heads.rows.map(({ id, number }) => [id, number])),
  };
}

/** The smallest id (UUIDv7) of a time: ids made earlier are smaller. */
function firstIdOf(moment: Date): string {
  const hex = moment.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
