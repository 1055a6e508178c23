import type { ViewerReads } from '../authz/viewer-reads.js';
import type { Change } from '../changes/change.js';
import { byId } from '../db/rows.js';
import { type Sql, sql } from '../db/sql.js';

/** What stands about the work on a ticket that its transitions are decided by. */
export interface Work {
  /** Tasks of its last plan that are neither done nor skipped. */
  openTasks: number;
  /** When its last plan is to be implemented. */
  windowStart: Date | null;
  windowEnd: Date | null;
  /** Who is still asked to approve its last plan. */
  awaitedApprovers: readonly string[];
}

const nothing: Work = { openTasks: 0, windowStart: null, windowEnd: null, awaitedApprovers: [] };

function work(organisationId: string, ticketIds: readonly string[]): Sql<Work & { id: string }> {
  return sql<Work & { id: string }>`
    select plan.ticket_id as id, plan.window_start as "windowStart", plan.window_end as "windowEnd",
      (select count(*)::int from tasks k where k.organisation_id = plan.organisation_id and k.plan_id = plan.id
        and k.state = 'OPEN') as "openTasks",
      array(select r.user_id from approvals a
        join approvers r on r.organisation_id = a.organisation_id and r.approval_id = a.id
        where a.organisation_id = plan.organisation_id and a.plan_id = plan.id and a.state = 'PENDING'
          and r.decision is null)::text[] as "awaitedApprovers"
    from unnest(${ticketIds}::uuid[]) as given (id)
    cross join lateral (select * from resolution_plans p where p.organisation_id = ${organisationId} and p.ticket_id = given.id
      order by p.id desc limit 1) plan`;
}

/** The work on a ticket that is being changed. */
export async function workOf(change: Change, ticketId: string): Promise<Work> {
  const [found] = await change.query(work(change.organisationId, [ticketId]));
  return toWork(found);
}

/** The work on tickets that the viewer sees. */
export async function worksOf(reads: ViewerReads, ticketIds: readonly string[]): Promise<Work[]> {
  const rows = await reads.query(work(reads.organisationId, ticketIds));
  return byId(ticketIds, rows).map(toWork);
}

// In a transaction that changes something, times come as they are written.
function toWork(found: Work | null | undefined): Work {
  if (!found) return nothing;
  const { openTasks, windowStart, windowEnd, awaitedApprovers } = found;
  const time = (at: Date | null) => at && new Date(at);
  return { openTasks, windowStart: time(windowStart), windowEnd: time(windowEnd), awaitedApprovers };
}
