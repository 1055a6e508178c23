import type { EntitySchema } from '@mikro-orm/core';

/** A part of a statement, or a whole one whose rows are `T`. It is only text and values until it is compiled. */
export class Sql<out T = unknown> {
  /** Only for the compiler. */
  declare readonly row: T;
  readonly #texts: readonly string[];
  readonly #values: readonly unknown[];

  /** `values` are between the `texts`. */
  constructor(texts: readonly string[], values: readonly unknown[]) {
    this.#texts = texts;
    this.#values = values;
  }

  /** Appends the text to `before`, and the values of parameters to `parameters`. Returns the whole text. */
  appendTo(before: string, parameters: unknown[]): string {
    let text = before + this.#texts[0];
    for (let i = 0; i < this.#values.length; i += 1) {
      const value = this.#values[i];
      if (value instanceof Sql) text = value.appendTo(text, parameters);
      else text += `$${parameters.push(value)}`;
      text += this.#texts[i + 1];
    }
    return text;
  }
}

/** A template of SQL. Its values are other SQL, or parameters. */
export function sql<T = unknown>(texts: readonly string[], ...values: readonly unknown[]): Sql<T> {
  return new Sql<T>(texts, values);
}

/** SQL as it is written. Only for texts of the code, never for values from outside. */
sql.raw = <T = unknown>(text: string): Sql<T> => new Sql<T>([text], []);

/** A table, in quotes. */
sql.table = (name: string): Sql => sql.raw(quoted(name));

/** A column, in quotes: `t.id` becomes `"t"."id"`. */
sql.ref = <T = unknown>(name: string): Sql<T> => sql.raw(name.split('.').map(quoted).join('.'));

/** A text as a literal. */
sql.lit = <T = unknown>(text: string): Sql<T> => sql.raw(`'${text.replaceAll("'", "''")}'`);

/** Parts or parameters with a separator between them. */
sql.join = (parts: readonly unknown[], separator: Sql = sql`, `): Sql => {
  const values = parts.flatMap((part, i) => (i === 0 ? [part] : [separator, part]));
  return new Sql(
    Array.from({ length: values.length + 1 }, () => ''),
    values,
  );
};

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The text and the parameters of a statement. */
export function compile(statement: Sql): { sql: string; parameters: readonly unknown[] } {
  const parameters: unknown[] = [];
  return { sql: statement.appendTo('', parameters), parameters };
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
