import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { byId } from '../../platform/db/rows.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
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

const MOST = 100;

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
    const rows = await reads.query(sql<R>`select ${kind.columns} from ${kind.table} r
      join tickets t on t.organisation_id = ${reads.organisationId} and t.id = r.ticket_id
      where r.organisation_id = ${reads.organisationId} and r.id = any (${ids}::uuid[])
        and ${visibleTickets(reads.scope)} and ${kind.visible(reads)}`);
    return byId(ids, rows);
  };
}

/** The last records of visible tickets, oldest first. */
function recordsOfTickets<R extends { ticketId: string }>(kind: Kind) {
  return async (reads: ActorReads, ticketIds: readonly string[]): Promise<R[][]> => {
    const rows =
      await reads.query(sql<R>`select ${kind.columns} from unnest(${ticketIds}::uuid[]) as given (id)
      join tickets t on t.organisation_id = ${reads.organisationId} and t.id = given.id
      cross join lateral (select * from ${kind.table} one where one.organisation_id = ${reads.organisationId}
        and one.ticket_id = given.id order by one.id desc limit ${MOST}) r
      where ${kind.visible(reads)} order by r.id`);
    const byTicket = Map.groupBy(rows, (row) => row.ticketId);
    return ticketIds.map((id) => byTicket.get(id) ?? []);
  };
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
export const diagnosesOfTickets = recordsOfTickets<DiagnosisRow>(diagnoses);
export const plansById = recordsById<ResolutionPlanRow>(plans);
export const plansOfTickets = recordsOfTickets<ResolutionPlanRow>(plans);
export const tasksById = recordsById<TaskRow>(tasks);
export const verificationsById = recordsById<VerificationRow>(verifications);
export const verificationsOfTickets = recordsOfTickets<VerificationRow>(verifications);

/** The tasks of visible plans, in order. */
export async function tasksOfPlans(reads: ActorReads, planIds: readonly string[]): Promise<TaskRow[][]> {
  const rows = await reads.query(sql<TaskRow>`select ${taskColumns} from tasks r
    where r.organisation_id = ${reads.organisationId} and r.plan_id = any (${planIds}::uuid[]) order by r.position`);
  const byPlan = Map.groupBy(rows, (row) => row.planId);
  return planIds.map((id) => byPlan.get(id) ?? []);
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
