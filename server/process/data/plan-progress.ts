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
  /** The users who answer for the last plan: its submitter, and the creator of the API key that submitted it. */
  submitters: readonly string[];
}

/** The progress of the last plan of each of these tickets. */
export function planProgress(
  organisationId: string,
  ticketIds: TicketIds,
): Sql<PlanProgress & { id: string }> {
  return sql<PlanProgress & { id: string }>`
    select plan.ticket_id as id, plan.window_start as "windowStart", plan.window_end as "windowEnd",
      (select count(*)::int from tasks k where k.organisation_id = ${organisationId} and k.plan_id = plan.id
        and k.state = 'OPEN') as "openTasks",
      plan.proposed_code is not null as "codeProposed", plan.proposed_notes is not null as "notesProposed",
      array_remove(array[plan.by_user_id, plan.key_maker_id], null)::text[] as submitters
    from unnest(${ticketIds}::uuid[]) as given (id)
    cross join lateral (select * from resolution_plans p where p.organisation_id = ${organisationId} and p.ticket_id = given.id
      order by p.id desc limit 1) plan`;
}
