import type { Pool } from 'pg';
import { nameOf } from './read-session.js';
import { compile, type Sql, sql } from './sql.js';

/** Something of an organisation. */
export interface Owned {
  organisationId: string;
  id: string;
}

/** The rows that a function over all organisations found in some of them. */
export interface OwnedBatch<R extends Owned = Owned> {
  rows: R[];
  /** Whether there are more rows, after the organisation `last`; null: in the first one already. */
  more: boolean;
  last: string | null;
}

/** Runs a function that loops over organisations: it takes (…, after, at_most), and its last row has no id when there is more. */
export async function overOrganisations<R extends Owned>(pool: Pool, call: Sql): Promise<OwnedBatch<R>> {
  const { sql: text, parameters } = compile(sql`select * from ${call}`);
  const { rows } = await pool.query<{ organisation_id: string | null; id: string | null }>({
    ...nameOf(text),
    text,
    values: parameters as unknown[],
  });
  const end = rows.at(-1)?.id === null ? rows.pop() : undefined;
  const owned = rows.map(({ organisation_id, ...row }) => ({ organisationId: organisation_id, ...row }) as R);
  return { rows: owned, more: end !== undefined, last: end?.organisation_id ?? null };
}
