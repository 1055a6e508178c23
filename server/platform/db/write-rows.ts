import type { EntitySchema } from '@mikro-orm/core';
import { type Sql, snakeCase, sql } from './sql.js';
import { wireValue } from './wire-values.js';

/** Inserts a row with the given properties. */
export function insertInto(entity: { meta: EntitySchema['meta'] }, row: object): Sql {
  const properties = Object.keys(row);
  const columns = sql.raw(properties.map(snakeCase).join(', '));
  const values = Object.values(row).map((value: unknown) => sql`${value ?? null}`);
  return sql`insert into ${sql.raw(tableOf(entity))} (${columns}) values (${sql.join(values)})`;
}

/** Updates a row by its key: one statement with the columns that changed; null when none did. */
export function updateOf<R extends object>(
  entity: { meta: EntitySchema['meta'] },
  before: R,
  after: R,
  key: readonly (keyof R & string)[] = ['organisationId', 'id'] as never,
): Sql | null {
  const changed = (Object.keys(after) as (keyof R & string)[]).filter(
    (property) => !isSame(before[property], after[property]),
  );
  if (changed.length === 0) return null;
  const assignments = changed.map((property) => sql`${column(property)} = ${after[property] ?? null}`);
  const conditions = key.map((property) => sql`${column(property)} = ${before[property]}`);
  return sql`update ${sql.raw(tableOf(entity))} set ${sql.join(assignments)} where ${sql.join(conditions, sql` and `)}`;
}

function column(property: string): Sql {
  return sql.raw(snakeCase(property));
}

function tableOf({ meta }: { meta: EntitySchema['meta'] }): string {
  const { tableName } = meta;
  if (!tableName) throw new Error('the entity has no table');
  return tableName;
}

/** Whether two values are stored the same. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || wireValue(a) === wireValue(b);
}
