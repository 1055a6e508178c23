import pg from 'pg';
import type { Catalogue } from './rules.js';

/** Reads from a database what the rules need to know. */
export async function catalogueOf(url: string): Promise<Catalogue> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const tables = await client.query<{ name: string; key: string }>(
      `select c.table_name as name, c.column_name as key from information_schema.columns c
       where c.table_schema = 'public' and (c.column_name = 'organisation_id' or c.table_name = 'organisations' and c.column_name = 'id')`,
    );
    const functions = await client.query<{ name: string }>(
      "select distinct p.proname as name from pg_proc p where p.provolatile = 'v'",
    );
    return {
      tables: new Map(tables.rows.map(({ name, key }) => [name, key])),
      volatile: new Set(functions.rows.map(({ name }) => name)),
    };
  } finally {
    await client.end();
  }
}
