import { createHash } from 'node:crypto';
import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { filterConditionNames } from '../../platform/contract/generated/filters.js';
import type { TicketFilter } from '../../platform/contract/generated/types.js';
import { compile, type Sql, sql } from '../../platform/db/sql.js';
import { completeRecords, ExtensionPoint } from '../../platform/extensions/extension-point.js';
import { BadInput, checkList } from '../../platform/kernel/bad-input.js';
import type { FilterFacts } from './changes.js';

/** Who asks, and what the modules declare. */
export interface Asking {
  reads: Pick<ActorReads, 'actor' | 'userId' | 'scope' | 'extensions'>;
  /** The queues that these teams work. */
  queuesOf(teamIds: readonly string[]): readonly string[];
  /** The API key of an integration: none when there is no such integration. */
  keyOf(integrationId: string): string | undefined;
}

/** Whether a ticket matches. Null: unknown, because the event was recorded before the server stored the fact. */
export type Match = boolean | null;

/** A condition of `TicketFilter`, in two forms that agree: in SQL, and over the facts in an event. */
interface Declaration<G, V> {
  /** The value in the form in which it is compared; null when all tickets match. Throws `BadInput` that names the argument. */
  checked(given: G, argument: string, asking: Asking): V | null;
  /** The condition on `tickets t`. */
  sql(value: V, organisationId: string): Sql<boolean>;
  matches(value: V, facts: FilterFacts): Match;
  /** Whether an index holds the matching tickets in the order of each list. */
  inOrder?(value: V): boolean;
  /** The only queues whose tickets match. Omitted: tickets of any queue can match. */
  queues?(value: V): readonly string[];
  /** Whether it reads only columns by which tickets are counted. */
  counted?(value: V): boolean;
}

/** A condition with its value. */
export interface CheckedCondition {
  sql(organisationId: string): Sql<boolean>;
  matches(facts: FilterFacts): Match;
  readonly inOrder: boolean;
  /** The only queues whose tickets match; null: any. */
  readonly queues: readonly string[] | null;
  /** Whether it reads only columns by which tickets are counted. */
  readonly counted: boolean;
  /** Filters that together match the same tickets. */
  readonly anyOf?: readonly CheckedFilter[];
  /** The filter that it negates. */
  readonly not?: CheckedFilter;
  /** Whether it depends on the teams of the viewer. */
  readonly byMyTeams?: boolean;
}

/** Gives a condition its value; null when all tickets match. */
type Condition<G> = (given: G, argument: string, asking: Asking) => CheckedCondition | null;

/** Declares a condition. */
export function filterCondition<G, V>(declared: Declaration<G, V>): Condition<G> {
  return (given, argument, asking) => {
    const value = declared.checked(given, argument, asking);
    if (value === null) return null;
    return {
      sql: (organisationId) => declared.sql(value, organisationId),
      matches: (facts) => declared.matches(value, facts),
      inOrder: declared.inOrder?.(value) ?? false,
      queues: declared.queues?.(value) ?? null,
      counted: declared.counted?.(value) ?? false,
    };
  };
}

/** The fields of a filter that have filters themselves. */
type Nested = 'anyOf' | 'not';

export type FilterConditions = {
  readonly [Field in keyof Omit<TicketFilter, Nested>]?: Condition<NonNullable<TicketFilter[Field]>>;
};

/** The conditions of `TicketFilter`, by its fields. The module that owns the data declares them. */
export const filterConditions = new ExtensionPoint<FilterConditions, ReadonlyMap<string, Condition<never>>>(
  'conditions of TicketFilter',
  (added) => {
    const names = filterConditionNames.TicketFilter.filter((name) => name !== 'anyOf' && name !== 'not');
    return completeRecords('condition of TicketFilter', names, added);
  },
);

/** The conditions that a filter has, with stored ids. */
export type CheckedFilter = readonly CheckedCondition[];

const MOST_LEVELS = 4;
const MOST_FILTERS = 20;

/** Checks a filter. Throws `BadInput`. */
export function checkedFilter(filter: TicketFilter | null | undefined, asking: Asking): CheckedFilter {
  if (!filter) return [];
  let filters = 0;
  const checked = (one: TicketFilter, argument: string, level: number): CheckedFilter => {
    filters += 1;
    if (level > MOST_LEVELS)
      throw new BadInput(argument, 'TOO_DEEP', `A filter must have at most ${MOST_LEVELS} levels.`);
    if (filters > MOST_FILTERS)
      throw new BadInput(argument, 'TOO_MANY', `A filter must have at most ${MOST_FILTERS} filters in all.`);
    const { anyOf, not } = one;
    // In the order of the declarations, so that equal filters are equal statements.
    const own = [...asking.reads.extensions.at(filterConditions)].flatMap(([field, condition]) => {
      const value = one[field as keyof TicketFilter];
      if (value === null || value === undefined) return [];
      const place = `${argument}.${field}`;
      if (Array.isArray(value)) checkList(place, value);
      return condition(value as never, place, asking) ?? [];
    });
    const inner = (given: TicketFilter, place: string) => checked(given, `${argument}.${place}`, level + 1);
    return [
      ...own,
      ...(anyOf ? [anyFilter(anyOf.map((given, i) => inner(given, `anyOf.${i}`)))] : []),
      ...(not ? [noFilter(inner(not, 'not'))] : []),
    ];
  };
  return checked(filter, 'filter', 1);
}

/** Tickets that one of these filters matches. */
export function anyFilter(anyOf: readonly CheckedFilter[]): CheckedCondition {
  return {
    sql: (organisationId) => {
      const filters = [sql`false`, ...anyOf.map((filter) => filterSql(organisationId, filter))];
      return sql<boolean>`(${sql.join(filters, sql` or `)})`;
    },
    matches: (facts) => {
      const found = anyOf.map((filter) => matchOf(filter, facts));
      return found.includes(true) || (found.includes(null) ? null : false);
    },
    inOrder: false,
    queues: null,
    counted: anyOf.every(isCounted),
    anyOf,
  };
}

function noFilter(filter: CheckedFilter): CheckedCondition {
  return {
    // A condition on a missing value is null in SQL, and does not match.
    sql: (organisationId) => sql<boolean>`(${filterSql(organisationId, filter)} is not true)`,
    matches: (facts) => {
      const found = matchOf(filter, facts);
      return found === null ? null : !found;
    },
    inOrder: false,
    queues: null,
    counted: isCounted(filter),
    not: filter,
  };
}

/** Whether a filter depends only on what tickets are counted by. */
export function isCounted(filter: CheckedFilter): boolean {
  return filter.every(({ counted }) => counted);
}

/** The filter as a condition on `tickets t` of an organisation. */
export function filterSql(organisationId: string, filter: CheckedFilter): Sql<boolean> {
  const conditions = [sql`true`, ...filter.map((condition) => condition.sql(organisationId))];
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

/**
 * Filters without `anyOf` that together match the same tickets, at most as many as the filter has filters. The tickets of each can be read
 * along an index of its own.
 */
export function alternatives(filter: CheckedFilter): CheckedFilter[] {
  const any = filter.find(({ anyOf }) => anyOf);
  if (!any?.anyOf) return [filter];
  const others = filter.filter((condition) => condition !== any);
  return any.anyOf.flatMap(alternatives).map((one) => [...others, ...one]);
}

/**
 * The same filter on the facts in an event. A property test compares it with `filterSql`. A match that is unknown counts, so that a
 * subscriber gets an event too many instead of one too few.
 */
export function matchesFilter(filter: CheckedFilter, facts: FilterFacts): boolean {
  return exists(facts) && matchOf(filter, facts) !== false;
}

function matchOf(filter: CheckedFilter, facts: FilterFacts): Match {
  const found = filter.map((condition) => condition.matches(facts));
  return found.includes(false) ? false : found.includes(null) ? null : true;
}

/** Before its first event, a ticket has no facts of modules: it does not exist yet. */
function exists({ added }: FilterFacts): boolean {
  return added === undefined || Object.keys(added).length > 0;
}

/** Whether other tickets match when the viewer comes into a team or leaves one. */
export function dependsOnMyTeams(filter: CheckedFilter): boolean {
  return filter.some(
    ({ anyOf = [], not = [], byMyTeams = false }) => byMyTeams || [...anyOf, not].some(dependsOnMyTeams),
  );
}

/** Whether tickets of one of these queues can match; null: of any queue. */
export function canMatchIn(filter: CheckedFilter, queueIds: readonly string[] | null): boolean {
  if (queueIds?.length === 0) return false;
  return filter.every(({ queues }) => !queues || !queueIds || queues.some((id) => queueIds.includes(id)));
}

/** The only queues whose tickets can match; null: any queue. */
export function queuesOfFilter(filter: CheckedFilter): readonly string[] | null {
  return filter.find(({ queues }) => queues)?.queues ?? null;
}

/** Equal for filters that match the same tickets, also after the viewer's teams have changed. */
export function filterKey(organisationId: string, filter: CheckedFilter): string {
  const { sql: text, parameters } = compile(filterSql(organisationId, filter));
  const said = JSON.stringify([text, parameters, dependsOnMyTeams(filter)]);
  return createHash('sha256').update(said).digest('base64');
}
