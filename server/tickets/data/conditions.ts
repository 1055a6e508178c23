import { storedLabel } from '../../catalog/index.js';
import { type Priority, type StatusCategory, TicketStatus } from '../../platform/contract/generated/enums.js';
import type { NodeType } from '../../platform/contract/generated/node-types.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { idsOfType } from '../../platform/kernel/ids.js';
import { priorityToRank } from '../rules/priority.js';
import { statusCategory } from '../rules/status-category.js';
import type { FilterFacts } from './changes.js';
import { type FilterConditions, filterCondition } from './filter.js';

/** One of the values of a column of `tickets t`. */
function among(column: string, type: string, values: readonly unknown[]): Sql<boolean> {
  const name = sql.raw(`t.${column}`);
  const cast = sql.raw(type);
  // One value is an equality, which an index in the list's order can serve.
  return values.length === 1
    ? sql<boolean>`${name} = ${values[0]}::${cast}`
    : sql<boolean>`${name} = any (${values}::${cast}[])`;
}

const has = (values: readonly string[], value: string | null): boolean =>
  value !== null && values.includes(value);

// Before its creation, a ticket had no values.
const common = (values: readonly string[], others: readonly string[] | null | undefined): boolean =>
  (others ?? []).some((value) => values.includes(value));

/** A text that is one of the given ones. */
function text(column: string, of: (facts: FilterFacts) => string | null) {
  return filterCondition({
    checked: (given: readonly string[]) => given,
    sql: (values) => among(column, 'text', values),
    matches: (values, facts) => has(values, of(facts)),
  });
}

/** The id of an object that is one of the given ones. */
function reference(
  type: NodeType,
  column: string,
  of: (facts: FilterFacts) => string | null,
  more: {
    inOrder?: (ids: readonly string[]) => boolean;
    queues?: (ids: readonly string[]) => readonly string[];
  } = {},
) {
  return filterCondition({
    checked: (given: readonly string[]) => idsOfType(given, type),
    sql: (ids) => among(column, 'uuid', ids),
    matches: (ids, facts) => has(ids, of(facts)),
    ...more,
  });
}

const allStatuses = Object.values(TicketStatus);
const isDone = (status: TicketStatus): boolean => statusCategory(status) === 'DONE';

/** A status that is one of those that the given values stand for. */
function status<G>(statusesOf: (given: readonly G[]) => readonly TicketStatus[]) {
  return filterCondition({
    checked: statusesOf,
    sql: (statuses) => {
      const condition = among('status', 'text', statuses);
      // In the exact words of the indexes of open tickets, which are small.
      return statuses.some(isDone)
        ? condition
        : sql<boolean>`${condition} and t.status not in ('RESOLVED', 'CLOSED', 'CANCELLED')`;
    },
    matches: (statuses, facts) => has(statuses, facts.status),
  });
}

/** The conditions over data of tickets. */
export const ownConditions: FilterConditions = {
  types: text('type', ({ type }) => type),
  statuses: status((given: readonly TicketStatus[]) => given),
  statusCategories: status((given: readonly StatusCategory[]) =>
    allStatuses.filter((one) => given.includes(statusCategory(one))),
  ),
  priorities: filterCondition({
    checked: (given: readonly Priority[]) => given,
    sql: (priorities) => among('priority', 'smallint', priorities.map(priorityToRank)),
    matches: (priorities, { priority }) => has(priorities, priority),
  }),
  queueIds: reference('Queue', 'queue_id', ({ queue }) => queue, {
    // Each order has an index that begins with the queue.
    inOrder: (queues) => queues.length === 1,
    queues: (queues) => queues,
  }),
  assigneeIds: reference('User', 'assignee_id', ({ assignee }) => assignee),
  requesterIds: reference('User', 'requester_id', ({ requester }) => requester),
  unassigned: filterCondition({
    checked: (given: boolean) => given,
    sql: (unassigned) =>
      unassigned ? sql<boolean>`t.assignee_id is null` : sql<boolean>`t.assignee_id is not null`,
    matches: (unassigned, { assignee }) => (assignee === null) === unassigned,
  }),
  categoryIds: filterCondition({
    checked: (given: readonly string[]) => idsOfType(given, 'Category'),
    sql: (ids) =>
      sql<boolean>`(t.category_id = any (${ids}::uuid[]) or t.subcategory_id = any (${ids}::uuid[]))`,
    matches: (ids, { category, subcategory }) => has(ids, category) || has(ids, subcategory),
  }),
  createdAt: filterCondition({
    checked: ({ from, to }: { from?: Date | null | undefined; to?: Date | null | undefined }) =>
      from || to ? { from, to } : null,
    sql: ({ from, to }) => {
      const since = from ? sql`t.created_at >= ${from.toISOString()}::timestamptz` : sql`true`;
      const until = to ? sql`t.created_at < ${to.toISOString()}::timestamptz` : sql`true`;
      return sql<boolean>`${since} and ${until}`;
    },
    matches: ({ from, to }, { createdAt }) => {
      const at = new Date(createdAt);
      return (!from || at >= from) && (!to || at < to);
    },
  }),
  channels: text('channel', ({ channel }) => channel),
  externalReferences: text('external_reference', ({ externalReference }) => externalReference),
  labels: filterCondition({
    checked: (given: readonly string[]) => given.map(storedLabel),
    sql: (labels, organisationId) => sql<boolean>`exists (select 1 from ticket_labels tl
      where tl.organisation_id = ${organisationId} and tl.ticket_id = t.id and tl.label = any (${labels}::text[]))`,
    matches: (labels, facts) => common(labels, facts.labels),
  }),
  serviceIds: filterCondition({
    checked: (given: readonly string[]) => idsOfType(given, 'Service'),
    sql: (services, organisationId) => sql<boolean>`exists (select 1 from ticket_services ts
      where ts.organisation_id = ${organisationId} and ts.ticket_id = t.id and ts.service_id = any (${services}::uuid[]))`,
    matches: (services, facts) => common(services, facts.services),
  }),
};
