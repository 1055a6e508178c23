import { BadInput, checkList } from '../kernel/bad-input.js';
import { lengthOf, storedForm } from '../kernel/texts.js';
import { type Sql, sql } from './sql.js';

/** The conditions on names that lists of named objects have. */
export interface NameFilter {
  names?: readonly string[] | null | undefined;
  namePrefix?: string | null | undefined;
}

/**
 * The conditions on the name of a row with this alias. `names` are compared like names that must be unique, so upper and lower case are equal.
 * Throws `BadInput`.
 */
export function namedAs(alias: string, { names, namePrefix }: NameFilter): Sql<boolean> {
  const conditions: Sql[] = [sql`true`];
  if (names) {
    checkList('filter.names', names);
    const stored = names.map((name) => storedForm(name, 'NAME'));
    conditions.push(sql`${sql.ref(`${alias}.skeleton`)} = any (
      array(select name_skeleton(given.name) from unnest(${stored}::text[]) given (name)))`);
  }
  if (typeof namePrefix === 'string') {
    checkList('filter.namePrefix', [namePrefix]);
    if (lengthOf(namePrefix) > 100)
      throw new BadInput('filter.namePrefix', 'TOO_LONG', 'namePrefix must have at most 100 characters.');
    conditions.push(sql`starts_with(lower(${sql.ref(`${alias}.name`)}), lower(${storedForm(namePrefix)}))`);
  }
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}
