import { eventReaction } from '../../platform/commands/reactions.js';
import type { ApprovalState } from '../../platform/contract/generated/enums.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { endAccess, takesPart, withAccess } from '../data/access.js';

/** An approval of a ticket, and its approvers without those who delegated or were removed. `isLast`: it is about the last plan. */
interface Approval {
  ticketId: string;
  approvalId: string;
  state: ApprovalState;
  isLast: boolean;
  userIds: readonly string[];
}

function approvalsOf(organisationId: string, ticketIds: Sql): Sql<Approval> {
  return sql<Approval>`select a.ticket_id as "ticketId", a.id as "approvalId", a.state,
      not exists (select 1 from resolution_plans later where later.organisation_id = ${organisationId}
        and later.ticket_id = a.ticket_id and later.id > a.plan_id) as "isLast",
      array(select r.user_id from approvers r where r.organisation_id = ${organisationId} and r.approval_id = a.id
        and ${takesPart} order by 1)::text[] as "userIds"
    from approvals a where a.organisation_id = ${organisationId} and a.ticket_id = any (${ticketIds}) order by a.id`;
}

/**
 * A rejected or withdrawn plan ends its approval, and a cancelled ticket ends all of them. Their approvers no longer see the ticket, unless
 * they do by another approval. A merge cancels the ticket too, but can be undone: its approvals keep their states.
 */
export const endApprovals = eventReaction({
  to: ['PLAN_REJECTED', 'PLAN_WITHDRAWN', 'TICKET_CANCELLED', 'TICKET_MERGED'],
  gather: (organisationId, ticketIds) => ({ approvals: approvalsOf(organisationId, ticketIds) }),
  react({ approvals }, { type, ticketId }, { organisationId, occurredAt }) {
    const own = approvals.filter((approval) => approval.ticketId === ticketId);
    const last = own.find(({ isLast }) => isLast);
    const isCancelled = type === 'TICKET_CANCELLED';
    const ending =
      isCancelled || type === 'TICKET_MERGED' ? own.filter(givesAccess) : own.filter(({ isLast }) => isLast);
    if (!ticketId || ending.length === 0) return {};
    const kept = own.filter((one) => givesAccess(one) && !ending.includes(one));
    const userIds = lostBy(ending, kept);
    const isWithdrawn = type === 'PLAN_WITHDRAWN' || (isCancelled && last?.state === 'PENDING');
    const withdraw = sql`update approvals set state = 'WITHDRAWN', decided_at = ${occurredAt}
      where organisation_id = ${organisationId} and id = ${last?.approvalId}`;
    const access = endAccess(organisationId, ticketId, userIds);
    return {
      writes: [...(last && isWithdrawn ? [withdraw] : []), ...access],
      events: [
        {
          type: 'APPROVERS_REMOVED',
          visibility: 'INTERNAL',
          changes: [
            ...(last ? [{ field: 'Approval.id' as const, from: last.approvalId, to: last.approvalId }] : []),
            ...(userIds.length > 0 ? [{ field: 'Approval.approvers' as const, from: userIds, to: [] }] : []),
          ],
        },
      ],
    };
  },
});

/** When a merge is undone, the approvers see the ticket again. */
export const resumeApprovals = eventReaction({
  to: ['TICKET_UNMERGED'],
  react(_facts, { ticketId }, { organisationId, now }) {
    if (!ticketId) return {};
    const asked = withAccess(organisationId, sql`${ticketId}::uuid`);
    const resume = sql`insert into ticket_people (organisation_id, ticket_id, user_id, participation, grants_access, created_at)
      select distinct ${organisationId}::uuid, ${ticketId}::uuid, r.user_id, 'APPROVER', true, ${now}::timestamptz ${asked}
      on conflict do nothing`;
    return { writes: [resume] };
  },
});

function givesAccess({ state }: Approval): boolean {
  return state === 'PENDING' || state === 'APPROVED';
}

/** Who loses access when some approvals end: nobody who keeps it by another one. */
function lostBy(ending: readonly Approval[], kept: readonly Approval[]): string[] {
  const stay = new Set(kept.flatMap(({ userIds }) => userIds));
  return [...new Set(ending.flatMap(({ userIds }) => userIds))].filter((id) => !stay.has(id));
}
