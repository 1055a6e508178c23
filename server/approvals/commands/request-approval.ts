import { wasGiven } from '../../identity/people/index.js';
import type { FactsOf } from '../../platform/commands/command.js';
import type { Risk } from '../../platform/contract/generated/enums.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { insertInto } from '../../platform/db/write-rows.js';
import { newId } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import { invalid } from '../../platform/kernel/user-errors.js';
import type { PlanApproval } from '../../process/index.js';
import type { TicketRow } from '../../tickets/index.js';
import { type AskedAs, namedAs, obstacle } from '../data/ability.js';
import { type Asked, ask } from '../data/ask.js';
import { ApprovalEntity, ApprovalPolicyEntity, type ApprovalPolicyRow } from '../data/entities.js';
import { approvalAsked, policyFor } from '../rules/policy.js';

const HOUR_MS = 3_600_000;
const MOST_APPROVERS = 100;

const policyColumns = columns(ApprovalPolicyEntity, 'ap');

/** The facts of a request. */
type RequestAsked = {
  policies: Sql<ApprovalPolicyRow>;
  approvers?: Sql<Asked>;
  teams?: Sql<{ teamIds: string[] }>;
};

/** Requests the approval of a plan, where one is needed. Those who answer for the plan and the requester are never approvers. */
export const requestApproval: PlanApproval<RequestAsked> = {
  gather: ({ me, organisationId }, ticketId) => ({
    policies: sql<ApprovalPolicyRow>`select ${policyColumns} from ${me}
      join tickets t on t.organisation_id = ${organisationId} and t.id = ${ticketId}
      join approval_policies ap on ap.organisation_id = ${organisationId} and ap.ticket_type = t.type and ap.active`,
  }),
  more({ policies }, ticket, { risk = null, importedAs = null }, { me, organisationId }) {
    const policy = policyOf(policies, ticket, risk);
    if (!approvalAsked(ticket.changeKind ?? null, policy, 0)) return {};
    const submitters = sql`array[me.user_id, ${importedAs}::uuid, (select k.created_by_user_id from api_keys k
      where k.organisation_id = ${organisationId} and k.id = me.key_id)]`;
    const teamIds = teamsAsked(organisationId, policy, ticket, submitters);
    const rights = policy
      ? byPolicy(organisationId, policy.id, sql`teams.ids`, submitters)
      : leadsAndAdministrators(organisationId, sql`teams.ids`);
    const requesterId = sql`${ticket.requesterId}::uuid`;
    const basis = { submitters, requesterId, teamIds: sql`teams.ids`, requestedAt: sql`null::timestamptz` };
    // One more than there can be.
    return {
      teams: sql<{ teamIds: string[] }>`select ${teamIds}::text[] as "teamIds" from ${me}`,
      approvers: sql<Asked>`select u.id, r.asked_as as "askedAs" from ${me}
        cross join lateral (select ${teamIds} as ids) teams
        join users u on u.organisation_id = ${organisationId} and u.active
        cross join lateral (select array_remove(${rights}, null) as asked_as) r
        where r.asked_as <> '{}' and ${obstacle(organisationId, basis)} is null
        order by u.id limit ${MOST_APPROVERS + 1}`,
    };
  },
  decide({ policies, approvers = [], teams = [] }, ticket, plan, taking) {
    const { organisationId, now } = taking;
    const { changeKind = null } = ticket;
    const policy = policyOf(policies, ticket, plan.risk ?? null);
    const asked = approvalAsked(changeKind, policy, approvers.length);
    if (!asked) return ok(null);
    const problem = approverProblem(asked, approvers.length);
    if (problem) return err(problem);
    const later = (hours: number | null | undefined) =>
      hours ? new Date(now.getTime() + hours * HOUR_MS) : null;
    const approvalId = newId();
    const ticketId = ticket.id;
    const users = approvers.slice(0, MOST_APPROVERS);
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
      teamIds: teams[0]?.teamIds ?? [],
    });
    return ok({
      approvalId,
      approverIds: users.map(({ id }) => id),
      writes: [insert, ...ask(taking, { approvalId, ticketId, users, delegatedByUserId: null })],
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
      "No user can approve the plan. Approvers to whom its submitter gave that right do not count. Check the approval policy and the leads of the queue's team.";
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

/** SQL of the teams whose members or leads are asked: those of the policy, or without one that of the queue. Not those that submitters chose. */
function teamsAsked(
  organisationId: string,
  policy: ApprovalPolicyRow | null,
  { queueId }: TicketRow,
  submitters: Sql,
): Sql<string[]> {
  const chosen = (team: Sql, kind: 'POLICY' | 'QUEUE', of: string) =>
    wasGiven(organisationId, submitters, team, kind, sql<string[]>`array[${of}]::text[]`);
  return policy
    ? sql<string[]>`array(select pt.team_id from approval_policy_teams pt
        where pt.organisation_id = ${organisationId} and pt.policy_id = ${policy.id} and not ${chosen(sql`pt.team_id`, 'POLICY', policy.id)})`
    : sql<
        string[]
      >`array(select q.team_id from queues q where q.organisation_id = ${organisationId} and q.id = ${queueId}
        and not ${chosen(sql`q.team_id`, 'QUEUE', queueId)})`;
}

/** SQL of the rights by which a policy asks the user `u`; null in place of those that they do not have, or have from a submitter. */
function byPolicy(organisationId: string, policyId: string, teamIds: Sql, submitters: Sql): Sql<AskedAs[]> {
  const isNamed = sql`exists (select 1 from approval_policy_users pu where pu.organisation_id = ${organisationId}
      and pu.policy_id = ${policyId} and pu.user_id = u.id)
    and not ${wasGiven(organisationId, submitters, sql`u.id`, 'POLICY', sql<string[]>`array[${policyId}]::text[]`)}`;
  const isMember = sql`u.role <> 'REQUESTER' and exists (select 1 from team_members m
      where m.organisation_id = ${organisationId} and m.team_id = any (${teamIds}) and m.user_id = u.id)`;
  return sql<
    AskedAs[]
  >`array[case when ${isNamed} then ${namedAs} end, case when ${isMember} then 'MEMBER' end]`;
}

/** The same without a policy: leads of the queue's team by their role too, and administrators. */
function leadsAndAdministrators(organisationId: string, teamIds: Sql): Sql<AskedAs[]> {
  const isLead = sql`u.role in ('LEAD', 'ADMIN') and exists (select 1 from team_members m
      where m.organisation_id = ${organisationId} and m.team_id = any (${teamIds}) and m.user_id = u.id and m.lead)`;
  return sql<
    AskedAs[]
  >`array[case when ${isLead} then 'LEAD' end, case when u.role = 'ADMIN' then 'ADMIN' end]`;
}
