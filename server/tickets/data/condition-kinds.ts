import type { NodeType } from '../../platform/contract/generated/node-types.js';
import type { DateTimeRange } from '../../platform/contract/generated/types.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { checkIds } from '../../platform/kernel/bad-input.js';
import { storedForm } from '../../platform/kernel/texts.js';
import type { FilterFacts } from './changes.js';
import { filterCondition, type Match } from './filter.js';

/** The value of a fact; undefined when the event has no such fact. */
type Of<V> = (facts: FilterFacts) => V | undefined;

/** Whether a value is one of the given ones; unknown without the value. */
export function isOneOf(given: readonly string[], value: string | null | undefined): Match {
  return value === undefined ? null : value !== null && given.includes(value);
}

/** Whether two lists have a value in common; unknown without the second list. */
export function haveCommon(given: readonly string[], values: readonly string[] | null | undefined): Match {
  // Before its creation, a ticket had no values.
  return values === undefined ? null : (values ?? []).some((value) => given.includes(value));
}

/** One of the values of a column of `tickets t`. */
export function among(column: string, type: string, values: readonly unknown[]): Sql<boolean> {
  const name = sql.raw(`t.${column}`);
  const cast = sql.raw(type);
  // One value is an equality, which an index in the list's order can serve.
  return values.length === 1
    ? sql<boolean>`${name} = ${values[0]}::${cast}`
    : sql<boolean>`${name} = any (${values}::${cast}[])`;
}

/** A value of an enum that is one of the given ones. */
export function value(column: string, of: Of<string | null>, counted = false) {
  return filterCondition({
    checked: (given: readonly string[]) => given,
    sql: (values) => among(column, 'text', values),
    matches: (values, facts) => isOneOf(values, of(facts)),
    counted: () => counted,
  });
}

/** A text that is one of the given ones, in the form in which it is stored. */
export function text(column: string, of: Of<string | null>, stored = (given: string) => storedForm(given)) {
  return filterCondition({
    checked: (given: readonly string[]) => given.map(stored),
    sql: (values) => among(column, 'text', values),
    matches: (values, facts) => isOneOf(values, of(facts)),
  });
}

/** The id of an object that is one of the given ones. */
export function reference(
  type: NodeType,
  column: string,
  of: Of<string | null>,
  more: {
    inOrder?: (ids: readonly string[]) => boolean;
    queues?: (ids: readonly string[]) => readonly string[];
    counted?: () => boolean;
  } = {},
) {
  return filterCondition({
    checked: (given: readonly string[], argument) => checkIds(argument, given, type),
    sql: (ids) => among(column, 'uuid', ids),
    matches: (ids, facts) => isOneOf(ids, of(facts)),
    ...more,
  });
}

/** A time in a range. */
export function range(column: string, of: Of<string | null>) {
  const name = sql.raw(`t.${column}`);
  return filterCondition({
    checked: ({ from, to }: DateTimeRange) => (from || to ? { from, to } : null),
    sql: ({ from, to }) => {
      const since = from ? sql`${name} >= ${from.toISOString()}::timestamptz` : sql`true`;
      // Without `is not null`: the planner would count the missing values twice, and expect too few rows.
      const until = to ? sql`${name} < ${to.toISOString()}::timestamptz` : sql`true`;
      return sql<boolean>`(${since} and ${until})`;
    },
    matches: ({ from, to }, facts) => {
      const time = of(facts);
      if (typeof time !== 'string') return time === undefined ? null : false;
      const at = new Date(time);
      return (!from || at >= from) && (!to || at < to);
    },
  });
}
