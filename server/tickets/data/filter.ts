import { filterConditionNames } from '../../platform/contract/generated/filters.js';
import type { TicketFilter } from '../../platform/contract/generated/types.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { completeRecords, ExtensionPoint } from '../../platform/extensions/extension-point.js';
import type { Extensions } from '../../platform/extensions/extensions.js';
import { checkList } from '../../platform/kernel/bad-input.js';
import type { FilterFacts } from './changes.js';

/** A condition of `TicketFilter`, in two forms that agree: in SQL, and over the facts in an event. */
interface Declaration<G, V> {
  /** The value in the form in which it is compared; null when all tickets match. Throws `BadInput`. */
  checked(given: G): V | null;
  /** The condition on `tickets t`. */
  sql(value: V, organisationId: string): Sql<boolean>;
  matches(value: V, facts: FilterFacts): boolean;
  /** Whether an index holds the matching tickets in the order of each list. */
  inOrder?(value: V): boolean;
  /** The only queues whose tickets match. Omitted: tickets of any queue can match. */
  queues?(value: V): readonly string[];
}

/** A condition with its value. */
interface CheckedCondition {
  sql(organisationId: string): Sql<boolean>;
  matches(facts: FilterFacts): boolean;
  readonly inOrder: boolean;
  /** The only queues whose tickets match; null: any. */
  readonly queues: readonly string[] | null;
}

/** Gives a condition its value; null when all tickets match. */
type Condition<G> = (given: G) => CheckedCondition | null;

/** Declares a condition. */
export function filterCondition<G, V>(declared: Declaration<G, V>): Condition<G> {
  return (given) => {
    const value = declared.checked(given);
    if (value === null) return null;
    return {
      sql: (organisationId) => declared.sql(value, organisationId),
      matches: (facts) => declared.matches(value, facts),
      inOrder: declared.inOrder?.(value) ?? false,
      queues: declared.queues?.(value) ?? null,
    };
  };
}

export type FilterConditions = {
  readonly [Field in keyof TicketFilter]?: Condition<NonNullable<TicketFilter[Field]>>;
};

/** The conditions of `TicketFilter`, by its fields. The module that owns the data declares them. */
export const filterConditions = new ExtensionPoint<FilterConditions, ReadonlyMap<string, Condition<never>>>(
  'conditions of TicketFilter',
  (added) => completeRecords('condition of TicketFilter', filterConditionNames.TicketFilter, added),
);

/** The conditions that a filter has, with stored ids. */
export type CheckedFilter = readonly CheckedCondition[];

/** Checks a filter. Throws `BadInput`. An id that names nothing matches nothing. */
export function checkedFilter(
  filter: TicketFilter | null | undefined,
  extensions: Extensions,
): CheckedFilter {
  const given = filter ?? {};
  for (const [field, values] of Object.entries(given)) {
    if (Array.isArray(values)) checkList(field, values);
  }
  // In the order of the declarations, so that equal filters are equal statements.
  return [...extensions.at(filterConditions)].flatMap(([field, condition]) => {
    const value = given[field as keyof TicketFilter];
    return value === null || value === undefined ? [] : (condition(value as never) ?? []);
  });
}

/** The filter as a condition on `tickets t` of an organisation. */
export function filterSql(organisationId: string, filter: CheckedFilter): Sql<boolean> {
  const conditions = [sql`true`, ...filter.map((condition) => condition.sql(organisationId))];
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

/** The same filter on the facts in an event. A property test compares it with `filterSql`. */
export function matchesFilter(filter: CheckedFilter, facts: FilterFacts): boolean {
  return filter.every((condition) => condition.matches(facts));
}

/** Whether tickets of one of these queues can match; null: of any queue. */
export function canMatchIn(filter: CheckedFilter, queueIds: readonly string[] | null): boolean {
  if (queueIds?.length === 0) return false;
  return filter.every(({ queues }) => !queues || !queueIds || queues.some((id) => queueIds.includes(id)));
}
