import { storedLabel } from '../../catalog/index.js';
import {
  type AssigneeState,
  type Priority,
  type StatusCategory,
  TicketStatus,
} from '../../platform/contract/generated/enums.js';
import { sql } from '../../platform/db/sql.js';
import { BadInput, checkIds } from '../../platform/kernel/bad-input.js';
import { idsOfType } from '../../platform/kernel/ids.js';
import { priorityToRank } from '../rules/priority.js';
import { statusCategory } from '../rules/status-category.js';
import { parseTicketNumber, ticketNumber } from '../rules/ticket-number.js';
import { among, haveCommon, isOneOf, range, reference, text, value } from './condition-kinds.js';
import { factsIn } from './facts.js';
import { type FilterConditions, filterCondition } from './filter.js';
import { ofInactiveAssignees } from './inactive-assignees.js';
import { affectedItemIds } from './item-conditions.js';
import { hasNumber } from './numbers.js';
import { isOpen } from './open-ticket.js';
import { affectedUserIds, watcherIds } from './people-conditions.js';
import { teamIds } from './team-conditions.js';
import { viewer } from './viewer-conditions.js';

const always = () => true;
const allStatuses = Object.values(TicketStatus);
const isDone = (status: TicketStatus): boolean => statusCategory(status) === 'DONE';

/** A status that is one of those that the given values stand for. */
function status<G>(statusesOf: (given: readonly G[]) => readonly TicketStatus[]) {
  return filterCondition({
    checked: statusesOf,
    sql: (statuses) => {
      const condition = among('status', 'text', statuses);
      return statuses.some(isDone) ? condition : sql<boolean>`(${condition} and ${isOpen()})`;
    },
    matches: (statuses, facts) => isOneOf(statuses, facts.status),
    counted: always,
  });
}

/** The conditions over data of tickets. */
export const ownConditions: FilterConditions = {
  ids: reference('Ticket', 'id', (facts) => factsIn(facts)?.id),
  numbers: filterCondition({
    checked: (given: readonly string[], argument) =>
      given.map((text, i) => {
        const number = parseTicketNumber(text);
        if (number) return number;
        const value = text.slice(0, 100);
        const message = `numbers must be numbers of tickets, such as INC-1042; one is ${JSON.stringify(value)}.`;
        throw new BadInput(`${argument}.${i}`, 'NUMBER', message, { value });
      }),
    sql: hasNumber,
    matches: (numbers, facts) => {
      const known = factsIn(facts);
      if (!known) return null;
      return numbers.some(
        ({ type, number }) =>
          (type === facts.type && number === known.number) ||
          known.formerNumbers?.includes(ticketNumber(type, number)) === true,
      );
    },
  }),
  viewer,
  types: value('type', ({ type }) => type, true),
  changeKinds: value('change_kind', (facts) => factsIn(facts)?.changeKind),
  statuses: status((given: readonly TicketStatus[]) => given),
  statusCategories: status((given: readonly StatusCategory[]) =>
    allStatuses.filter((one) => given.includes(statusCategory(one))),
  ),
  holdReasons: value('hold_reason', (facts) => factsIn(facts)?.holdReason),
  priorities: filterCondition({
    checked: (given: readonly Priority[]) => given,
    sql: (priorities) => among('priority', 'smallint', priorities.map(priorityToRank)),
    matches: (priorities, { priority }) => isOneOf(priorities, priority),
    counted: always,
  }),
  impacts: value('impact', (facts) => factsIn(facts)?.impact),
  urgencies: value('urgency', (facts) => factsIn(facts)?.urgency),
  queueIds: reference('Queue', 'queue_id', ({ queue }) => queue, {
    // Each order has an index that begins with the queue.
    inOrder: (queues) => queues.length === 1,
    queues: (queues) => queues,
    counted: always,
  }),
  teamIds,
  assigneeIds: reference('User', 'assignee_id', ({ assignee }) => assignee),
  assignee: filterCondition({
    checked: (given: readonly AssigneeState[]) => given,
    sql: (states, organisationId) => {
      const ways = {
        NONE: sql`t.assignee_id is null`,
        ANY: sql`t.assignee_id is not null`,
        INACTIVE: ofInactiveAssignees(organisationId),
      } satisfies Record<AssigneeState, unknown>;
      const [first = sql`false`, ...more] = states.map((state) => ways[state]);
      return sql<boolean>`(${sql.join([first, ...more], sql` or `)})`;
    },
    matches: (states, facts) => {
      if (states.includes(facts.assignee === null ? 'NONE' : 'ANY')) return true;
      if (!states.includes('INACTIVE') || facts.assignee === null || isDone(facts.status as TicketStatus))
        return false;
      // Missing in events that were recorded before the server stored it.
      return factsIn(facts)?.assigneeLeft ?? null;
    },
    counted: (states) => !states.includes('INACTIVE'),
  }),
  requesterIds: reference('User', 'requester_id', ({ requester }) => requester),
  createdByIds: filterCondition({
    checked: (given: readonly string[], argument, { keyOf }) => {
      checkIds(argument, given, 'User', 'Integration');
      const keys = idsOfType(given, 'Integration').flatMap((id) => keyOf(id) ?? []);
      return [...idsOfType(given, 'User'), ...keys];
    },
    sql: (ids) =>
      sql<boolean>`(t.created_by_user_id = any (${ids}::uuid[]) or t.created_by_key_id = any (${ids}::uuid[]))`,
    matches: (ids, facts) => isOneOf(ids, factsIn(facts)?.createdBy),
  }),
  watcherIds,
  affectedUserIds,
  categoryIds: filterCondition({
    checked: (given: readonly string[], argument) => checkIds(argument, given, 'Category'),
    sql: (ids) =>
      sql<boolean>`(t.category_id = any (${ids}::uuid[]) or t.subcategory_id = any (${ids}::uuid[]))`,
    matches: (ids, { category, subcategory }) => haveCommon(ids, [category ?? '', subcategory ?? '']),
  }),
  createdAt: range('created_at', ({ createdAt }) => createdAt),
  updatedAt: range('updated_at', (facts) => factsIn(facts)?.updatedAt),
  reportedAt: range('reported_at', (facts) => factsIn(facts)?.reportedAt),
  resolvedAt: range('resolved_at', (facts) => factsIn(facts)?.resolvedAt),
  closedAt: range('closed_at', (facts) => factsIn(facts)?.closedAt),
  resumeAt: range('hold_resume_at', (facts) => factsIn(facts)?.resumeAt),
  autoCloseAt: range('auto_close_at', (facts) => factsIn(facts)?.autoCloseAt),
  channels: value('channel', ({ channel }) => channel),
  externalReferences: text('external_reference', ({ externalReference }) => externalReference),
  resolutionCodes: text('resolution_code', (facts) => factsIn(facts)?.resolutionCode),
  labels: filterCondition({
    checked: (given: readonly string[]) => given.map(storedLabel),
    sql: (labels, organisationId) => sql<boolean>`exists (select 1 from ticket_labels tl
      where tl.organisation_id = ${organisationId} and tl.ticket_id = t.id and tl.label = any (${labels}::text[]))`,
    matches: (labels, facts) => haveCommon(labels, facts.labels),
  }),
  majorIncident: filterCondition({
    checked: (given: boolean) => given,
    sql: (given) => (given ? sql<boolean>`t.major_incident` : sql<boolean>`not t.major_incident`),
    matches: (given, facts) => {
      const known = factsIn(facts);
      return known && known.isMajorIncident === given;
    },
  }),
  affectedItemIds,
  affectedServiceIds: filterCondition({
    checked: (given: readonly string[], argument) => checkIds(argument, given, 'Service'),
    sql: (services, organisationId) => sql<boolean>`exists (select 1 from ticket_services ts
      where ts.organisation_id = ${organisationId} and ts.ticket_id = t.id and ts.service_id = any (${services}::uuid[]))`,
    matches: (services, facts) => haveCommon(services, facts.services),
  }),
};
