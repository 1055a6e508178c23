import { type Sql, sql } from '../../platform/db/sql.js';
import type { TicketIds } from '../../tickets/index.js';

/** The progress of a ticket's plan, as far as transitions depend on it. */
export interface PlanProgress {
  /** Open tasks of the last plan. */
  openTasks: number;
  /** The window of the last plan. */
  windowStart: Date | null;
  windowEnd: Date | null;
  /** Whether the implementation of the last plan proposed a resolution code, and resolution notes. */
  codeProposed: boolean;
  notesProposed: boolean;
  /** Its approval, while it is pending. */
  approvalId: string | null;
  /** Approvers of the last plan, except those who delegated. */
  approvers: readonly string[];
  /** Approvers who have decided. */
  decided: readonly string[];
}

/** The progress of the last plan of each of these tickets. */
export function planProgress(
  organisationId: string,
  ticketIds: TicketIds,
): Sql<PlanProgress & { id: string }> {
  const asked = sql`from approvals a
    join approvers r on r.organisation_id = ${organisationId} and r.approval_id = a.id
    where a.organisation_id = ${organisationId} and a.plan_id = plan.id`;
  return sql<PlanProgress & { id: string }>`
    select plan.ticket_id as id, plan.window_start as "windowStart", plan.window_end as "windowEnd",
      (select count(*)::int from tasks k where k.organisation_id = ${organisationId} and k.plan_id = plan.id
        and k.state = 'OPEN') as "openTasks",
      plan.proposed_code is not null as "codeProposed", plan.proposed_notes is not null as "notesProposed",
      (select a.id from approvals a where a.organisation_id = ${organisationId} and a.plan_id = plan.id
        and a.state = 'PENDING' limit 1)::text as "approvalId",
      array(select r.user_id ${asked} and r.decision is distinct from 'DELEGATED')::text[] as "approvers",
      array(select r.user_id ${asked} and r.decision <> 'DELEGATED')::text[] as "decided"
    from unnest(${ticketIds}::uuid[]) as given (id)
    cross join lateral (select * from resolution_plans p where p.organisation_id = ${organisationId} and p.ticket_id = given.id
      order by p.id desc limit 1) plan`;
}
