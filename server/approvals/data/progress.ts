import { type Sql, sql } from '../../platform/db/sql.js';
import type { TicketIds } from '../../tickets/index.js';
import { obstacleOf } from './ability.js';
import { withAccess } from './access.js';

/** The approvers of a ticket's last plan, as far as transitions depend on them. */
export interface ApprovalProgress {
  /** The approval, while it is pending. */
  approvalId: string | null;
  /** Approvers who can decide by their present rights, or have decided. */
  approvers: readonly string[];
  /** Approvers who have decided. */
  decided: readonly string[];
}

/** The progress of the approval of the last plan of each of these tickets. */
export function approvalProgress(
  organisationId: string,
  ticketIds: TicketIds,
): Sql<ApprovalProgress & { id: string }> {
  const asked = sql`${withAccess(organisationId, sql`given.id`)} and a.plan_id = plan.id`;
  return sql<ApprovalProgress & { id: string }>`select given.id,
      (select a.id from approvals a where a.organisation_id = ${organisationId} and a.plan_id = plan.id
        and a.state = 'PENDING')::text as "approvalId",
      array(select r.user_id ${asked} and (r.decision is not null or ${obstacleOf(organisationId)} is null))::text[] as approvers,
      array(select r.user_id ${asked} and r.decision is not null)::text[] as decided
    from unnest(${ticketIds}::uuid[]) as given (id)
    cross join lateral (select p.id from resolution_plans p where p.organisation_id = ${organisationId} and p.ticket_id = given.id
      order by p.id desc limit 1) plan`;
}
