import type { ActorReads } from '../../platform/actor/actor-reads.js';
import type { TaskState } from '../../platform/contract/generated/enums.js';
import { type NestedList, nestedList } from '../../platform/db/nested-page.js';
import { byAge, type OrderedArgs } from '../../platform/db/order-by.js';
import { orderedPage } from '../../platform/db/ordered-page.js';
import type { Connection } from '../../platform/db/page.js';
import { byId } from '../../platform/db/rows.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { noteNotFound } from '../../tickets/data/hidden.js';
import { recordsVisible, visibleTickets } from '../../tickets/data/visibility.js';
import { type Passage, type Step, stepsOf } from '../rules/steps.js';
import {
  DiagnosisEntity,
  type DiagnosisRow,
  ResolutionPlanEntity,
  type ResolutionPlanRow,
  TaskEntity,
  type TaskRow,
  VerificationEntity,
  type VerificationRow,
} from './entities.js';

/** How records of one kind are read: their columns as `r`, joined with the visible tickets `t`. */
interface Kind {
  table: Sql;
  columns: Sql;
  visible: (reads: ActorReads) => Sql<boolean>;
}

const seenWithTicket = (): Sql<boolean> => sql<boolean>`true`;
const seenWithWork = (reads: ActorReads): Sql<boolean> => recordsVisible(reads.scope);

/** Records by id that the actor can see. */
function recordsById<R extends { id: string }>(kind: Kind) {
  return async (reads: ActorReads, ids: readonly string[]): Promise<(R | null)[]> => {
    const among = (some: readonly string[]) => sql`from ${kind.table} r
      join tickets t on t.organisation_id = ${reads.organisationId} and t.id = r.ticket_id
      where r.organisation_id = ${reads.organisationId} and r.id = any (${some}::uuid[])`;
    const rows = await reads.query(sql<R>`select ${kind.columns} ${among(ids)}
      and ${visibleTickets(reads.scope)} and ${kind.visible(reads)}`);
    await noteNotFound(reads, ids, rows, among);
    return byId(ids, rows);
  };
}

/** The records of visible tickets, oldest first. */
function recordsOfTickets<R extends { id: string }>(name: string, kind: Kind): NestedList<ActorReads, R> {
  return nestedList({
    order: { name, descending: false, columns: [{ sql: 'r.id', type: 'uuid', of: (row) => row.id }] },
    columns: () => kind.columns,
    source: (reads) => sql`from ${kind.table} r
      join tickets t on t.organisation_id = ${reads.organisationId} and t.id = r.ticket_id
      where r.organisation_id = ${reads.organisationId} and r.ticket_id = parent.id and ${kind.visible(reads)}`,
  });
}

const taskColumns = columns(TaskEntity, 'r');
const diagnoses: Kind = {
  table: sql`diagnoses`,
  columns: columns(DiagnosisEntity, 'r'),
  visible: seenWithWork,
};
const plans: Kind = {
  table: sql`resolution_plans`,
  columns: columns(ResolutionPlanEntity, 'r'),
  visible: seenWithWork,
};
const tasks: Kind = { table: sql`tasks`, columns: taskColumns, visible: seenWithWork };
const verifications: Kind = {
  table: sql`verifications`,
  columns: columns(VerificationEntity, 'r'),
  visible: seenWithTicket,
};

export const diagnosesById = recordsById<DiagnosisRow>(diagnoses);
export const diagnosesOfTickets = recordsOfTickets<DiagnosisRow>('diagnoses', diagnoses);
export const plansById = recordsById<ResolutionPlanRow>(plans);
export const plansOfTickets = recordsOfTickets<ResolutionPlanRow>('plans', plans);
export const tasksById = recordsById<TaskRow>(tasks);
export const verificationsById = recordsById<VerificationRow>(verifications);
export const verificationsOfTickets = recordsOfTickets<VerificationRow>('verifications', verifications);

/** The latest plan of the present resolution cycle of each visible ticket. */
export async function currentPlansOfTickets(
  reads: ActorReads,
  ticketIds: readonly string[],
): Promise<(ResolutionPlanRow | null)[]> {
  const rows =
    await reads.query(sql<ResolutionPlanRow>`select ${plans.columns} from unnest(${ticketIds}::uuid[]) as given (id)
    join tickets t on t.organisation_id = ${reads.organisationId} and t.id = given.id
    cross join lateral (select * from resolution_plans one where one.organisation_id = ${reads.organisationId}
      and one.ticket_id = given.id order by one.id desc limit 1) r
    where r.cycle = 1 + t.reopen_count and ${plans.visible(reads)}`);
  const byTicket = new Map(rows.map((row) => [row.ticketId, row]));
  return ticketIds.map((id) => byTicket.get(id) ?? null);
}

/** Whether a plan `p` of a ticket `t` is in force: it is the last plan, and neither rejected, completed nor cancelled. */
export function planIsInForce(organisationId: string, p: string, t: string): Sql<boolean> {
  const [plan, ticket] = [sql.raw(p), sql.raw(t)];
  return sql<boolean>`(coalesce(${ticket}.held_from, ${ticket}.status) in ('AWAITING_APPROVAL', 'SCHEDULED', 'IMPLEMENTING')
    and not exists (select 1 from resolution_plans later where later.organisation_id = ${organisationId}
      and later.ticket_id = ${plan}.ticket_id and later.id > ${plan}.id))`;
}

const tasksByAge = byAge<'RECORDED_AT', TaskRow>('tasks', 'r', 'RECORDED_AT');

/** A page of the tasks that the actor can see. */
export async function listTasks(
  reads: ActorReads,
  filter: {
    states?: readonly TaskState[] | null | undefined;
    assigneeIds?: readonly string[] | null | undefined;
    inForce?: boolean | null | undefined;
  },
  args: OrderedArgs<'RECORDED_AT'>,
): Promise<Connection<TaskRow>> {
  const { organisationId, scope } = reads;
  const { states, assigneeIds, inForce } = filter;
  const inState = states ? sql`r.state = any (${states}::text[])` : sql`true`;
  const assigned = assigneeIds ? sql`r.assignee_id = any (${assigneeIds}::uuid[])` : sql`true`;
  const standing = planIsInForce(organisationId, 'p', 't');
  const ofPlans = typeof inForce === 'boolean' ? sql`${standing} = ${inForce}::boolean` : sql`true`;
  // By their plans, so that the tasks of the few tickets of an approver are found without reading all tasks.
  const source = sql`from tasks r
    join resolution_plans p on p.organisation_id = ${organisationId} and p.id = r.plan_id
    join tickets t on t.organisation_id = ${organisationId} and t.id = p.ticket_id
    where r.organisation_id = ${organisationId} and ${visibleTickets(scope)} and ${tasks.visible(reads)}
      and ${inState} and ${assigned} and ${ofPlans}`;
  return orderedPage(reads, tasksByAge, args, taskColumns, source);
}

/** The tasks of visible plans, in order. */
export async function tasksOfPlans(reads: ActorReads, planIds: readonly string[]): Promise<TaskRow[][]> {
  const rows = await reads.query(sql<TaskRow>`select ${taskColumns} from tasks r
    where r.organisation_id = ${reads.organisationId} and r.plan_id = any (${planIds}::uuid[]) order by r.position`);
  const byPlan = Map.groupBy(rows, (row) => row.planId);
  return planIds.map((id) => byPlan.get(id) ?? []);
}

/** The last plan of visible tickets, for everyone who can see the ticket: only for what it proposes publicly. */
export async function lastPlans(
  reads: ActorReads,
  ticketIds: readonly string[],
): Promise<(ResolutionPlanRow | null)[]> {
  const rows =
    await reads.query(sql<ResolutionPlanRow>`select ${plans.columns} from unnest(${ticketIds}::uuid[]) as given (id)
    cross join lateral (select * from resolution_plans one where one.organisation_id = ${reads.organisationId}
      and one.ticket_id = given.id order by one.id desc limit 1) r`);
  const byTicket = new Map(rows.map((row) => [row.ticketId, row]));
  return ticketIds.map((id) => byTicket.get(id) ?? null);
}

/** The ids of the attachments that support each record, in the order in which they were attached. */
export async function evidenceOf(reads: ActorReads, recordIds: readonly string[]): Promise<string[][]> {
  const rows = await reads.query(sql<{ recordId: string; attachmentId: string }>`
    select record_id as "recordId", attachment_id as "attachmentId" from evidence
    where organisation_id = ${reads.organisationId} and record_id = any (${recordIds}::uuid[]) order by attachment_id`);
  const byRecord = Map.groupBy(rows, (row) => row.recordId);
  return recordIds.map((id) => (byRecord.get(id) ?? []).map(({ attachmentId }) => attachmentId));
}

/** The steps of each ticket, from the statuses in its events. */
export async function stepsOfTickets(reads: ActorReads, ticketIds: readonly string[]): Promise<Step[][]> {
  const rows = await reads.query(sql<Passage & { ticketId: string }>`
    select e.ticket_id as "ticketId", change ->> 'to' as to, e.occurred_at as at,
      e.type = 'TICKET_CLOSED' and e.changes @> '[{"field": "Verification.id"}]' as verified
    from events e cross join lateral jsonb_array_elements(e.changes) change
    where e.organisation_id = ${reads.organisationId} and e.ticket_id = any (${ticketIds}::uuid[])
      and change ->> 'field' = 'Ticket.status'
    order by e.number`);
  const byTicket = Map.groupBy(rows, (row) => row.ticketId);
  return ticketIds.map((id) => stepsOf(byTicket.get(id) ?? []));
}
