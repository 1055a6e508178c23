import { type Priority, TicketStatus } from '../../platform/contract/generated/enums.js';
import type { NodeType } from '../../platform/contract/generated/node-types.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { ExtensionPoint, mergedRecords } from '../../platform/extensions/extension-point.js';
import type { Extensions } from '../../platform/extensions/extensions.js';
import { checkList } from '../../platform/kernel/bad-input.js';
import { idsOfType } from '../../platform/kernel/ids.js';
import { priorityToRank } from '../rules/priority.js';
import { statusCategory } from '../rules/status-category.js';
import type { FilterFacts } from './changes.js';

type List = readonly string[] | null | undefined;

/** A condition that a module adds to `TicketFilter`, in two forms that agree: in SQL, and over the facts in an event. */
export interface FilterCondition<G, V> {
  /** The value in the form in which it is compared. Throws `BadInput`. */
  checked(given: G): V;
  /** The condition on `tickets t`. */
  sql(value: V, organisationId: string): Sql<boolean>;
  matches(value: V, facts: FilterFacts): boolean;
}

type AnyCondition = FilterCondition<never, never>;

/** Conditions that modules add, by the field of `TicketFilter`. */
export const filterConditions = new ExtensionPoint<
  Readonly<Record<string, AnyCondition>>,
  ReadonlyMap<string, AnyCondition>
>('conditions of TicketFilter', (added) => mergedRecords('condition of TicketFilter', added));

/** Declares a condition; the types of its values are inferred. */
export function filterCondition<G, V>(condition: FilterCondition<G, V>): AnyCondition {
  return condition as unknown as AnyCondition;
}

/** The contract's `TicketFilter`. */
export interface TicketFilter {
  types?: List;
  statuses?: List;
  statusCategories?: List;
  priorities?: List;
  queueIds?: List;
  assigneeIds?: List;
  unassigned?: boolean | null | undefined;
  requesterIds?: List;
  categoryIds?: List;
  labels?: List;
  serviceIds?: List;
  channels?: List;
  externalReferences?: List;
  createdAt?: { from?: Date | null | undefined; to?: Date | null | undefined } | null | undefined;
}

/** A filter with stored ids; omitted conditions are null. */
export interface CheckedFilter {
  types: readonly string[] | null;
  statuses: readonly string[] | null;
  priorities: readonly string[] | null;
  queues: readonly string[] | null;
  assignees: readonly string[] | null;
  unassigned: boolean | null;
  requesters: readonly string[] | null;
  categories: readonly string[] | null;
  createdFrom: Date | null;
  createdTo: Date | null;
  /** Conditions of other modules; null when none is given. */
  added: readonly AddedCondition[] | null;
}

interface AddedCondition {
  sql(organisationId: string): Sql<boolean>;
  matches(facts: FilterFacts): boolean;
}

/** Checks a filter. Throws `BadInput`. An id that names nothing matches nothing. */
export function checkedFilter(
  filter: TicketFilter | null | undefined,
  extensions: Extensions,
): CheckedFilter {
  const given = filter ?? {};
  for (const [field, values] of Object.entries(given)) {
    if (Array.isArray(values)) checkList(field, values);
  }
  const inCategories = given.statusCategories
    ? Object.values(TicketStatus).filter((status) => given.statusCategories?.includes(statusCategory(status)))
    : null;
  const statuses = given.statuses ?? null;
  return {
    types: given.types ?? null,
    statuses:
      inCategories && statuses
        ? inCategories.filter((s) => statuses.includes(s))
        : (inCategories ?? statuses),
    priorities: given.priorities ?? null,
    queues: ids(given.queueIds, 'Queue'),
    assignees: ids(given.assigneeIds, 'User'),
    unassigned: given.unassigned ?? null,
    requesters: ids(given.requesterIds, 'User'),
    categories: ids(given.categoryIds, 'Category'),
    createdFrom: given.createdAt?.from ?? null,
    createdTo: given.createdAt?.to ?? null,
    added: addedTo(given, extensions),
  };
}

/** The conditions of other modules that the filter has. */
function addedTo(given: TicketFilter, extensions: Extensions): AddedCondition[] | null {
  const conditions = extensions.at(filterConditions);
  const found = Object.entries(given).flatMap(([field, value]) => {
    const condition = conditions.get(field);
    if (!condition || value === null || value === undefined) return [];
    const checked = condition.checked(value as never);
    return [
      {
        sql: (organisationId: string) => condition.sql(checked, organisationId),
        matches: (facts: FilterFacts) => condition.matches(checked, facts),
      },
    ];
  });
  return found.length > 0 ? found : null;
}

function ids(globalIds: List, type: NodeType): string[] | null {
  return globalIds ? idsOfType(globalIds, type) : null;
}

const done: readonly string[] = Object.values(TicketStatus).filter(
  (status) => statusCategory(status) === 'DONE',
);

/** The filter as a condition on `tickets t` of an organisation. */
export function filterSql(organisationId: string, filter: CheckedFilter): Sql<boolean> {
  const conditions: Sql[] = [sql`true`];
  const among = (column: string, values: readonly unknown[] | null, type: string): void => {
    // One value is an equality, which an index in the list's order can serve.
    if (values?.length === 1) conditions.push(sql`t.${sql.raw(column)} = ${values[0]}::${sql.raw(type)}`);
    else if (values) conditions.push(sql`t.${sql.raw(column)} = any (${values}::${sql.raw(type)}[])`);
  };
  among('type', filter.types, 'text');
  among('status', filter.statuses, 'text');
  // In the exact words of the indexes of open tickets, which are small.
  if (filter.statuses?.every((status) => !done.includes(status))) {
    conditions.push(sql`t.status not in ('RESOLVED', 'CLOSED', 'CANCELLED')`);
  }
  among('priority', filter.priorities?.map((p) => priorityToRank(p as Priority)) ?? null, 'smallint');
  among('queue_id', filter.queues, 'uuid');
  among('assignee_id', filter.assignees, 'uuid');
  among('requester_id', filter.requesters, 'uuid');
  if (filter.unassigned !== null)
    conditions.push(filter.unassigned ? sql`t.assignee_id is null` : sql`t.assignee_id is not null`);
  if (filter.categories) {
    conditions.push(
      sql`(t.category_id = any (${filter.categories}::uuid[]) or t.subcategory_id = any (${filter.categories}::uuid[]))`,
    );
  }
  if (filter.createdFrom)
    conditions.push(sql`t.created_at >= ${filter.createdFrom.toISOString()}::timestamptz`);
  if (filter.createdTo) conditions.push(sql`t.created_at < ${filter.createdTo.toISOString()}::timestamptz`);
  for (const condition of filter.added ?? []) conditions.push(condition.sql(organisationId));
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

/** The same filter on the facts in an event. A property test compares it with `filterSql`. */
export function matchesFilter(filter: CheckedFilter, facts: FilterFacts): boolean {
  const among = (values: readonly string[] | null, value: string | null): boolean =>
    values === null || (value !== null && values.includes(value));
  const created = new Date(facts.createdAt);
  return (
    among(filter.types, facts.type) &&
    among(filter.statuses, facts.status as TicketStatus) &&
    among(filter.priorities, facts.priority) &&
    among(filter.queues, facts.queue) &&
    among(filter.assignees, facts.assignee) &&
    among(filter.requesters, facts.requester) &&
    (filter.unassigned === null || (facts.assignee === null) === filter.unassigned) &&
    (filter.categories === null ||
      [facts.category, facts.subcategory].some((id) => id !== null && filter.categories?.includes(id))) &&
    (filter.createdFrom === null || created >= filter.createdFrom) &&
    (filter.createdTo === null || created < filter.createdTo) &&
    (filter.added ?? []).every((condition) => condition.matches(facts))
  );
}
