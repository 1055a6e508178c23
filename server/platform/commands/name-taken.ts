import { type Sql, sql } from '../db/sql.js';
import { invalid, type UserError } from '../kernel/user-errors.js';
import type { CommandContext } from './command-context.js';

/** A table whose rows have a name that no other row has. */
interface NamedTable {
  table: string;
  /** The column with the name, and the field of the input that gives it. */
  column?: string;
  /** The words for another row of the table: `queue of the organisation`. */
  what: string;
}

export interface NameRules {
  /** The row that is renamed. Its own name does not count. */
  id?: string;
  /** The condition for the other rows `o` among which the name must be unique, where these are not all of the organisation. */
  among?: Sql;
}

/**
 * Refuses a name that another row has already, or one that looks the same: names are compared without regard to case, spaces and the form
 * of characters. Serialises transactions that take such names: the second one sees the first.
 */
export async function nameTaken(
  command: CommandContext,
  { table, column = 'name', what: other }: NamedTable,
  name: string,
  { id, among = sql`true` }: NameRules = {},
): Promise<UserError | null> {
  const { organisationId } = command;
  const place = `${table} ${organisationId} `;
  await command.query(
    sql`select pg_advisory_xact_lock(hashtextextended(${place}::text || name_skeleton(${name}), 0))`,
  );
  const [taken] = await command.query(sql<{
    name: string;
  }>`select o.${sql.raw(column)} as name from ${sql.table(table)} o
    where o.organisation_id = ${organisationId} and o.skeleton = name_skeleton(${name})
      and o.id is distinct from ${id ?? null}::uuid and ${among} limit 1`);
  if (!taken) return null;
  const what = taken.name === name ? `${column} is` : `${column} looks like “${taken.name}”, which is`;
  return invalid([column], 'UNIQUE', `${what} already used by another ${other}. Choose another ${column}.`);
}
