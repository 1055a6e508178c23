import type { CommandContext } from '../../platform/commands/command-context.js';
import { byId } from '../../platform/db/rows.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import type { ViewerReads } from '../../platform/viewer/viewer-reads.js';

/** What stands about the work on a ticket that its transitions are decided by. */
export interface PlanProgress {
  /** Tasks of its last plan that are neither done nor skipped. */
  openTasks: number;
  /** When its last plan is to be implemented. */
  windowStart: Date | null;
  windowEnd: Date | null;
  /** Who is asked to approve its last plan, but for those who asked somebody else. */
  approvers: readonly string[];
  /** Who of them has decided. */
  decided: readonly string[];
}

const nothing: PlanProgress = {
  openTasks: 0,
  windowStart: null,
  windowEnd: null,
  approvers: [],
  decided: [],
};

const asked = sql`from approvals a
  join approvers r on r.organisation_id = a.organisation_id and r.approval_id = a.id
  where a.organisation_id = plan.organisation_id and a.plan_id = plan.id`;

function work(organisationId: string, ticketIds: readonly string[]): Sql<PlanProgress & { id: string }> {
  return sql<PlanProgress & { id: string }>`
    select plan.ticket_id as id, plan.window_start as "windowStart", plan.window_end as "windowEnd",
      (select count(*)::int from tasks k where k.organisation_id = plan.organisation_id and k.plan_id = plan.id
        and k.state = 'OPEN') as "openTasks",
      array(select r.user_id ${asked} and r.decision is distinct from 'DELEGATED')::text[] as "approvers",
      array(select r.user_id ${asked} and r.decision <> 'DELEGATED')::text[] as "decided"
    from unnest(${ticketIds}::uuid[]) as given (id)
    cross join lateral (select * from resolution_plans p where p.organisation_id = ${organisationId} and p.ticket_id = given.id
      order by p.id desc limit 1) plan`;
}

/** The work on a ticket that is being changed. */
export async function planProgressOf(command: CommandContext, ticketId: string): Promise<PlanProgress> {
  const [found] = await command.query(work(command.organisationId, [ticketId]));
  return toWork(found);
}

/** The work on tickets that the viewer sees. */
export async function planProgressesOf(
  reads: ViewerReads,
  ticketIds: readonly string[],
): Promise<PlanProgress[]> {
  const rows = await reads.query(work(reads.organisationId, ticketIds));
  return byId(ticketIds, rows).map(toWork);
}

// In a transaction that changes something, times come as they are written.
function toWork(found: PlanProgress | null | undefined): PlanProgress {
  if (!found) return nothing;
  const time = (at: Date | null) => at && new Date(at);
  return { ...found, windowStart: time(found.windowStart), windowEnd: time(found.windowEnd) };
}
