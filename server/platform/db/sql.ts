import type { EntitySchema } from '@mikro-orm/core';
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  sql,
} from 'kysely';

/** Builds SQL and runs nothing. Reads pass the text to their session, writes to their transaction. */
const builder = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

export type Sql<T = unknown> = RawBuilder<T>;

/** The text and the parameters of a statement. */
export function compile<T>(statement: Sql<T>): CompiledQuery<T> {
  return statement.compile(builder);
}

/** All columns of an entity from the table aliased `alias`, named like its properties. Some can be excluded because they are computed. */
export function columns(
  entity: { meta: EntitySchema['meta'] } | EntitySchema,
  alias: string,
  without: string[] = [],
): Sql {
  const all = Object.keys(entity.meta.properties as Record<string, unknown>);
  return columnsNamed(
    all.filter((name) => !without.includes(name)),
    alias,
  );
}

/**
 * Returns the properties of an entity that the selected fields need: the property of the same name, or what `madeOf` says. Lists read only
 * these and the id. An unknown field needs all of them.
 */
export function fieldColumns<R>(
  entity: { meta: EntitySchema['meta'] } | EntitySchema,
  madeOf: Readonly<Record<string, readonly (keyof R & string)[]>>,
): (fields: Iterable<string>) => readonly string[] {
  const all = Object.keys(entity.meta.properties as Record<string, unknown>);
  return (fields) => {
    const needed = new Set<string>(['id']);
    for (const field of fields) {
      const columns = madeOf[field] ?? all.filter((column) => column === field);
      if (columns.length === 0 && !madeOf[field] && field !== '__typename') return all;
      for (const column of columns) needed.add(column);
    }
    return [...needed];
  };
}

/** The columns of these properties from the table aliased `alias`. The names come from the code, never from a client. */
export function columnsNamed(names: readonly string[], alias: string): Sql {
  return sql.raw(names.map((name) => `${alias}.${snakeCase(name)} as "${name}"`).join(', '));
}

/** The column of a property: `created_at` for `createdAt`. */
export function snakeCase(property: string): string {
  return property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export { sql };
