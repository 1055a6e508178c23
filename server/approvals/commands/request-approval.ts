import type { CommandContext } from '../../platform/commands/command-context.js';
import type { Risk } from '../../platform/contract/generated/enums.js';
import { sql } from '../../platform/db/sql.js';
import { newId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { invalid } from '../../platform/kernel/user-errors.js';
import type { TicketRow } from '../../tickets/index.js';
import { ask } from '../data/ask.js';
import { ApprovalEntity, ApprovalPolicyEntity, type ApprovalPolicyRow } from '../data/entities.js';
import { approvalAsked, policyFor } from '../rules/policy.js';

const HOUR_MS = 3_600_000;
const MOST_APPROVERS = 100;

/** Requests the approval of a plan; null when none is needed. The user who submits it is never an approver. */
export async function requestApproval(
  command: CommandContext,
  ticket: TicketRow,
  plan: { id: string; risk?: Risk | null },
): Promise<Result<{ approvalId: string } | null>> {
  const { organisationId, now } = command;
  const { changeKind = null } = ticket;
  const policies = await command.em.find(ApprovalPolicyEntity, {
    organisationId,
    ticketType: ticket.type,
    active: true,
  });
  const categoryIds = [ticket.categoryId, ticket.subcategoryId].filter((id) => typeof id === 'string');
  const planned = { ticketType: ticket.type, changeKind, risk: plan.risk ?? null, categoryIds };
  const policy = policyFor(policies, planned);
  if (!approvalAsked(changeKind, policy, 0)) return ok(null);
  const approvers = await approversOf(command, ticket, policy);
  const asked = approvalAsked(changeKind, policy, approvers.length);
  if (!asked) return ok(null);
  if (approvers.length === 0)
    return err(
      invalid(
        ['ticketId'],
        'NO_APPROVER',
        "No user can approve the plan. Check the approval policy and the leads of the queue's team.",
      ),
    );
  if (approvers.length > MOST_APPROVERS && asked.rule === 'ALL_OF') {
    const message = `The approval policy names more than ${MOST_APPROVERS} approvers.`;
    return err(invalid(['ticketId'], 'TOO_MANY_APPROVERS', message));
  }
  if (asked.needed > approvers.length) {
    const message = `The plan needs ${asked.needed} approvals, but only ${approvers.length} users can approve it. Check the approval policy.`;
    return err(invalid(['ticketId'], 'QUORUM', message));
  }
  const later = (hours: number | null | undefined) =>
    hours ? new Date(now.getTime() + hours * HOUR_MS) : null;
  const approvalId = newId();
  command.em.create(
    ApprovalEntity,
    {
      organisationId,
      id: approvalId,
      ticketId: ticket.id,
      planId: plan.id,
      ...asked,
      state: 'PENDING',
      requestedAt: now,
      dueAt: later(policy?.dueHours),
      remindAt: later(policy?.remindHours),
      overdue: false,
      decidedAt: null,
    },
    { persist: true },
  );
  await command.em.flush();
  await ask(command, {
    approvalId,
    ticketId: ticket.id,
    userIds: approvers.slice(0, MOST_APPROVERS),
    delegatedByUserId: null,
  });
  return ok({ approvalId });
}

/**
 * The approvers of a policy; without a policy, the leads of the queue's team and the administrators. Never the actor, and no deactivated
 * users.
 */
async function approversOf(
  command: CommandContext,
  ticket: TicketRow,
  policy: ApprovalPolicyRow | null,
): Promise<string[]> {
  const { organisationId, onBehalfOf } = command;
  const byPolicy = sql<boolean>`(exists (select 1 from approval_policy_users pu where pu.organisation_id = ${organisationId}
      and pu.policy_id = ${policy?.id ?? null}::uuid and pu.user_id = u.id)
    or exists (select 1 from approval_policy_teams pt join team_members m on m.organisation_id = ${organisationId}
      and m.team_id = pt.team_id where pt.organisation_id = ${organisationId}
      and pt.policy_id = ${policy?.id ?? null}::uuid and m.user_id = u.id))`;
  const usual = sql<boolean>`(u.role = 'ADMIN' or exists (select 1 from queues q join team_members m
    on m.organisation_id = ${organisationId} and m.team_id = q.team_id where q.organisation_id = ${organisationId}
      and q.id = ${ticket.queueId} and m.user_id = u.id and m.lead))`;
  const rows = await command.query(sql<{ id: string }>`select u.id from users u
    where u.organisation_id = ${organisationId} and u.active and u.id is distinct from ${onBehalfOf.userId}::uuid
      and ${policy ? byPolicy : usual} order by u.id limit ${MOST_APPROVERS + 1}`);
  return rows.map(({ id }) => id);
}
