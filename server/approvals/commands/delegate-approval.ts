import { shown } from '../../platform/actor/asking.js';
import { command, type Gathering } from '../../platform/commands/command.js';
import type { ApproverObstacle } from '../../platform/contract/generated/enums.js';
import type { DelegateApprovalInput } from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import { updateOf } from '../../platform/db/write-rows.js';
import { changed } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { err, ok } from '../../platform/kernel/result.js';
import { forbidden, invalid, notFound } from '../../platform/kernel/user-errors.js';
import { filterFacts, rolesOn, ticketsById, toTicket } from '../../tickets/index.js';
import { choosesApprovers, namedAs, obstacleOf } from '../data/ability.js';
import { endAccess } from '../data/access.js';
import { type Asked, ask } from '../data/ask.js';
import { ApproverEntity } from '../data/entities.js';
import { approvalToChange, loadedApproval } from '../data/gather.js';
import { approvalsById } from '../data/reads.js';

/** The user to whom a decision is delegated, and what would keep them from it. */
function delegateNamed({ me, organisationId }: Gathering, { approvalId, toUserId }: DelegateApprovalInput) {
  return sql<Asked & { obstacle: ApproverObstacle | null }>`select r.user_id as id, r.asked_as as "askedAs",
      ${obstacleOf(organisationId)} as obstacle
    from ${me} join approvals a on a.organisation_id = ${organisationId} and a.id = ${idOfType(approvalId, 'Approval')}::uuid
    cross join lateral (select u.id as user_id, array[${namedAs}] as asked_as from users u
      where u.organisation_id = ${organisationId} and u.id = ${idOfType(toUserId, 'User')}::uuid) r`;
}

/** Whether the actor can choose who decides in place of another. */
function choosing({ me, organisationId }: Gathering, { approvalId }: DelegateApprovalInput) {
  return sql<{ allowed: boolean }>`select ${choosesApprovers(organisationId, sql`me.user_id`)} as allowed
    from ${me} join approvals a on a.organisation_id = ${organisationId} and a.id = ${idOfType(approvalId, 'Approval')}::uuid`;
}

const whyNot: Record<ApproverObstacle, string> = {
  DEACTIVATED: 'The user is deactivated.',
  SUBMITTER: 'The user who submitted the plan cannot approve it.',
  REQUESTER: 'The requester of the ticket cannot approve its plan.',
  NOT_ENTITLED: 'The user cannot decide about the plan.',
  ADDED_BY_SUBMITTER:
    'The user cannot approve the plan, because its submitter gave them the role, the team or the account by which they could.',
};

/**
 * Delegates a decision to another user. A lead of the team or an administrator can delegate for an approver, so that a plan does not wait
 * for somebody who has left. Nobody is asked twice, so a chain of delegations ends.
 */
export const delegateApproval = command<DelegateApprovalInput>()({
  operation: 'delegateApproval',
  gather: (input, gathering) => ({
    ...approvalToChange(input.approvalId, gathering),
    delegates: delegateNamed(gathering, input),
    choosing: choosing(gathering, input),
  }),
  decide(facts, input, deciding) {
    const check = new InputCheck();
    const to = check.id('toUserId', input.toUserId, 'User');
    const from = check.id('fromUserId', input.fromUserId, 'User') ?? null;
    const reason = check.text('reason', input.reason || null, 2000);
    if (check.errors.length > 0) return err(...check.errors);
    const loaded = loadedApproval(facts, input.approvalId);
    if (!loaded.ok) return loaded;
    const { approval, ticket, facts: permission } = loaded.value;
    const { approvers } = facts;
    const { actor, onBehalfOf, occurredAt } = deciding;
    const inPlaceOf = from ?? onBehalfOf.userId ?? '';
    const roles = rolesOn(actor, permission);
    const mayForOthers = actor.kind === 'user' && roles.has('LEAD') && facts.choosing[0]?.allowed === true;
    if (inPlaceOf !== onBehalfOf.userId && !mayForOthers) {
      const message =
        "Only leads of the queue's team and administrators can delegate the decision of another approver, unless they submitted the plan, created the API key that submitted it, requested the ticket, or were given their rights by the submitter.";
      return err(forbidden('NOT_PERMITTED', message, ['fromUserId']));
    }
    const own = approvers.find(({ userId }) => userId === inPlaceOf);
    if (!own && from) return err(notFound(['fromUserId'], input.fromUserId, 'approver'));
    if (!own)
      return err(forbidden('NOT_PERMITTED', 'Only approvers of the plan can delegate.', ['approvalId']));
    if (approval.state !== 'PENDING' || own.decision || ticket.status !== 'AWAITING_APPROVAL')
      return err(
        invalid(['approvalId'], 'STATE', 'The approval needs no decision of this approver any more.'),
      );
    if (own.obstacle && inPlaceOf === onBehalfOf.userId)
      return err(forbidden('NOT_PERMITTED', 'You can no longer decide about the plan.', ['approvalId']));
    const [delegate] = facts.delegates;
    if (!delegate || delegate.obstacle === 'DEACTIVATED')
      return err(notFound(['toUserId'], input.toUserId, 'active user'));
    if (delegate.obstacle) return err(invalid(['toUserId'], delegate.obstacle, whyNot[delegate.obstacle]));
    if (approvers.some(({ userId }) => userId === to))
      return err(invalid(['toUserId'], 'ASKED', 'The user is already an approver of the plan.'));
    const { id: approvalId, ticketId } = approval;
    const delegated = { ...own, decision: 'DELEGATED' as const, reason, decidedAt: occurredAt };
    const update = updateOf(ApproverEntity, own, delegated, ['organisationId', 'approvalId', 'userId']);
    const staysOn = facts.staying.some(({ userId }) => userId === inPlaceOf);
    const sees = inPlaceOf !== onBehalfOf.userId || roles.has('WORKER');
    return ok({
      value: { approvalId, ticketId },
      writes: [
        ...ask(deciding, { approvalId, ticketId, users: [delegate], delegatedByUserId: inPlaceOf }),
        ...endAccess(deciding.organisationId, ticketId, staysOn ? [] : [inPlaceOf]),
        ...(update ? [update] : []),
      ],
      events: [
        {
          type: 'APPROVAL_DELEGATED',
          ticketId,
          visibility: 'INTERNAL',
          changes: [
            { field: 'Approval.id', from: approvalId, to: approvalId },
            { field: 'Approver.user', from: inPlaceOf, to },
            ...(reason ? [changed('TicketEvent.reason', null, reason)] : []),
          ],
          facts: filterFacts(ticket),
        },
      ],
      shows: sees
        ? [shown(approvalsById, approvalId, approval), shown(ticketsById, ticketId, toTicket(ticket))]
        : [],
    });
  },
});
