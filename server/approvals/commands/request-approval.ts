import type { FactsOf } from '../../platform/commands/command.js';
import type { Risk } from '../../platform/contract/generated/enums.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { insertInto } from '../../platform/db/write-rows.js';
import { newId } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import { invalid } from '../../platform/kernel/user-errors.js';
import type { PlanApproval } from '../../process/index.js';
import type { TicketRow } from '../../tickets/index.js';
import { ask } from '../data/ask.js';
import { ApprovalEntity, ApprovalPolicyEntity, type ApprovalPolicyRow } from '../data/entities.js';
import { approvalAsked, policyFor } from '../rules/policy.js';

const HOUR_MS = 3_600_000;
const MOST_APPROVERS = 100;

const policyColumns = columns(ApprovalPolicyEntity, 'ap');

/** The facts of a request. */
type RequestAsked = { policies: Sql<ApprovalPolicyRow>; approvers?: Sql<{ id: string }> };

/** Requests the approval of a plan, where one is needed. The user who submits it is never an approver. */
export const requestApproval: PlanApproval<RequestAsked> = {
  gather: ({ me, organisationId }, ticketId) => ({
    policies: sql<ApprovalPolicyRow>`select ${policyColumns} from ${me}
      join tickets t on t.organisation_id = ${organisationId} and t.id = ${ticketId}
      join approval_policies ap on ap.organisation_id = ${organisationId} and ap.ticket_type = t.type and ap.active`,
  }),
  more({ policies }, ticket, { risk = null }, { me, organisationId }) {
    const policy = policyOf(policies, ticket, risk);
    if (!approvalAsked(ticket.changeKind ?? null, policy, 0)) return {};
    const which = policy
      ? byPolicy(organisationId, policy.id)
      : leadsAndAdministrators(organisationId, ticket);
    // One more than there can be, and the user who submits the plan.
    return {
      approvers: sql<{
        id: string;
      }>`select u.id from ${me} join users u on u.organisation_id = ${organisationId}
        where u.active and ${which} order by u.id limit ${MOST_APPROVERS + 2}`,
    };
  },
  decide({ policies, approvers: found = [] }, ticket, plan, taking) {
    const { organisationId, onBehalfOf, now } = taking;
    const { changeKind = null } = ticket;
    const policy = policyOf(policies, ticket, plan.risk ?? null);
    const approvers = found.map(({ id }) => id).filter((id) => id !== onBehalfOf.userId);
    const asked = approvalAsked(changeKind, policy, approvers.length);
    if (!asked) return ok(null);
    const problem = approverProblem(asked, approvers.length);
    if (problem) return err(problem);
    const later = (hours: number | null | undefined) =>
      hours ? new Date(now.getTime() + hours * HOUR_MS) : null;
    const approvalId = newId();
    const ticketId = ticket.id;
    const userIds = approvers.slice(0, MOST_APPROVERS);
    const insert = insertInto(ApprovalEntity, {
      organisationId,
      id: approvalId,
      ticketId,
      planId: plan.id,
      ...asked,
      state: 'PENDING',
      requestedAt: now,
      dueAt: later(policy?.dueHours),
      remindAt: later(policy?.remindHours),
      overdue: false,
    });
    return ok({
      approvalId,
      approverIds: userIds,
      writes: [insert, ...ask(taking, { approvalId, ticketId, userIds, delegatedByUserId: null })],
    });
  },
};

function policyOf(
  policies: FactsOf<RequestAsked>['policies'],
  ticket: TicketRow,
  risk: Risk | null,
): ApprovalPolicyRow | null {
  const { type: ticketType, changeKind = null } = ticket;
  const categoryIds = [ticket.categoryId, ticket.subcategoryId].filter((id) => typeof id === 'string');
  return policyFor(policies, { ticketType, changeKind, risk, categoryIds });
}

/** The error when the number of approvers does not fit the rule; null when it does. */
function approverProblem({ rule, needed }: { rule: string; needed: number }, approvers: number) {
  if (approvers === 0) {
    const message =
      "No user can approve the plan. Check the approval policy and the leads of the queue's team.";
    return invalid(['ticketId'], 'NO_APPROVER', message);
  }
  if (approvers > MOST_APPROVERS && rule === 'ALL_OF') {
    const message = `The approval policy names more than ${MOST_APPROVERS} approvers.`;
    return invalid(['ticketId'], 'TOO_MANY_APPROVERS', message);
  }
  if (needed > approvers) {
    const message = `The plan needs ${needed} approvals, but only ${approvers} users can approve it. Check the approval policy.`;
    return invalid(['ticketId'], 'QUORUM', message);
  }
  return null;
}

/** Whether a policy names the user `u`, or their team. */
function byPolicy(organisationId: string, policyId: string): Sql<boolean> {
  return sql<boolean>`(exists (select 1 from approval_policy_users pu where pu.organisation_id = ${organisationId}
      and pu.policy_id = ${policyId} and pu.user_id = u.id)
    or exists (select 1 from approval_policy_teams pt join team_members m on m.organisation_id = ${organisationId}
      and m.team_id = pt.team_id where pt.organisation_id = ${organisationId}
      and pt.policy_id = ${policyId} and m.user_id = u.id))`;
}

/** Whether the user `u` approves plans without a policy: leads of the queue's team, and administrators. */
function leadsAndAdministrators(organisationId: string, { queueId }: TicketRow): Sql<boolean> {
  return sql<boolean>`(u.role = 'ADMIN' or exists (select 1 from queues q join team_members m
    on m.organisation_id = ${organisationId} and m.team_id = q.team_id where q.organisation_id = ${organisationId}
      and q.id = ${queueId} and m.user_id = u.id and m.lead))`;
}
