import type { EntitySchema } from '@mikro-orm/core';
import { type Sql, snakeCase, sql } from './sql.js';
import { wireValue } from './wire-values.js';

/** An entity whose rows have the type `R`. */
type EntityOf<R> = { meta: EntitySchema['meta'] } & { '~entity'?: R };

/** Inserts a row with all the properties that are given. */
export function insertInto<R extends object>(entity: EntityOf<R>, row: { [K in keyof R]?: unknown }): Sql {
  const properties = Object.keys(row);
  const columns = sql.raw(properties.map(snakeCase).join(', '));
  const values = properties.map((property) => sql`${(row as Record<string, unknown>)[property] ?? null}`);
  return sql`insert into ${sql.raw(tableOf(entity))} (${columns}) values (${sql.join(values)})`;
}

/** Writes what became of a row of an organisation, by its id: one statement of the columns that changed; null when none did. */
export function updateOf<R extends { organisationId: string; id: string }>(
  entity: { meta: EntitySchema['meta'] },
  before: R,
  after: R,
): Sql | null {
  const changed = (Object.keys(after) as (keyof R & string)[]).filter(
    (property) => !isSame(before[property], after[property]),
  );
  if (changed.length === 0) return null;
  const assignments = changed.map(
    (property) => sql`${sql.raw(snakeCase(property))} = ${after[property] ?? null}`,
  );
  return sql`update ${sql.raw(tableOf(entity))} set ${sql.join(assignments)}
    where organisation_id = ${before.organisationId} and id = ${before.id}`;
}

function tableOf({ meta }: { meta: EntitySchema['meta'] }): string {
  const { tableName } = meta;
  if (!tableName) throw new Error('the entity has no table');
  return tableName;
}

/** Whether two values are stored alike. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || wireValue(a) === wireValue(b);
}
