import { LockMode } from '@mikro-orm/core';
import { overOrganisations } from '../platform/db/over-organisations.js';
import { sql } from '../platform/db/sql.js';
import { ok } from '../platform/kernel/result.js';
import type { ScheduledTask } from '../platform/schedule/index.js';
import { filterFacts, TicketEntity } from '../tickets/index.js';
import { type Announced, windowEvent } from './rules/window-due.js';

/** The latest plan of a ticket, with its window. In a unit of work, times come as texts. */
interface PlanOfTicket extends Announced {
  id: string;
  start: string;
  end: string;
}

/** Records, once for each plan, that the window of a scheduled change opened, or ended before the implementation began. */
export const windowsDue: ScheduledTask = {
  name: 'windowsDue',
  findDue: (pool, now, after, limit) => overOrganisations(pool, sql`due_windows(${now}, ${after}, ${limit})`),
  async run({ em, query, emit, organisationId, now }, planId) {
    const [of] = await query(sql<{
      ticketId: string;
    }>`select p.ticket_id as "ticketId" from resolution_plans p
      where p.organisation_id = ${organisationId} and p.id = ${planId}`);
    if (!of) return ok(null);
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const ticket = await em.findOneOrFail(TicketEntity, { organisationId, id: of.ticketId }, { lockMode });
    const [plan] = await query(sql<PlanOfTicket>`select p.id, p.window_start as start, p.window_end as end,
        coalesce(a.opened, false) as opened, coalesce(a.missed, false) as missed
      from resolution_plans p left join announced_windows a on a.organisation_id = ${organisationId} and a.plan_id = p.id
      where p.organisation_id = ${organisationId} and p.ticket_id = ${ticket.id} order by p.id desc limit 1`);
    if (plan?.id !== planId || plan.start === null) return ok(null);
    const window = { start: new Date(plan.start), end: new Date(plan.end) };
    const type = windowEvent(ticket.status, window, plan, now);
    if (!type) return ok(null);
    const missed = type === 'WINDOW_MISSED';
    await query(sql`insert into announced_windows (organisation_id, plan_id, opened, missed)
      values (${organisationId}, ${planId}, true, ${missed}) on conflict (organisation_id, plan_id) do update set missed = excluded.missed`);
    emit({
      type,
      ticketId: ticket.id,
      visibility: 'INTERNAL',
      changes: [{ field: 'ResolutionPlan.id', from: null, to: planId }],
      facts: filterFacts(ticket),
    });
    return ok(null);
  },
};
