import { shown } from '../../platform/actor/asking.js';
import { command } from '../../platform/commands/command.js';
import type { DelegateApprovalInput } from '../../platform/contract/generated/types.js';
import { updateOf } from '../../platform/db/write-rows.js';
import { changed } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok } from '../../platform/kernel/result.js';
import { forbidden, invalid, notFound } from '../../platform/kernel/user-errors.js';
import { foundPlan } from '../../process/index.js';
import { filterFacts, rolesOn, ticketsById, toTicket, usersNamed } from '../../tickets/index.js';
import { ask } from '../data/ask.js';
import { ApproverEntity } from '../data/entities.js';
import { approvalToChange, loadedApproval } from '../data/gather.js';
import { approvalsById } from '../data/reads.js';

/**
 * Delegates a decision to another user. A lead of the team or an administrator can delegate for an approver, so that a plan does not wait
 * for somebody who has left. Nobody is asked twice, so a chain of delegations ends.
 */
export const delegateApproval = command<DelegateApprovalInput>()({
  operation: 'delegateApproval',
  gather: (input, gathering) => ({
    ...approvalToChange(input.approvalId, gathering),
    users: usersNamed(gathering, [input.toUserId]),
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
    const inPlaceOf = from ?? onBehalfOf.userId;
    const plan = foundPlan(facts.plan);
    // The user who submitted the plan must not choose its approvers.
    const mayForOthers =
      actor.kind === 'user' && rolesOn(actor, permission).has('LEAD') && plan.byUserId !== onBehalfOf.userId;
    if (inPlaceOf !== onBehalfOf.userId && !mayForOthers) {
      const message =
        "Only leads of the queue's team and administrators can delegate the decision of another approver, unless they submitted the plan.";
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
    if (!facts.users.some(({ id, active }) => id === to && active))
      return err(notFound(['toUserId'], input.toUserId, 'active user'));
    if (plan.byUserId === to)
      return err(invalid(['toUserId'], 'SUBMITTER', 'The user who submitted the plan cannot approve it.'));
    if (approvers.some(({ userId }) => userId === to))
      return err(invalid(['toUserId'], 'ASKED', 'The user is already an approver of the plan.'));
    const { id: approvalId, ticketId } = approval;
    const delegated = { ...own, decision: 'DELEGATED' as const, reason, decidedAt: occurredAt };
    const update = updateOf(ApproverEntity, own, delegated, ['organisationId', 'approvalId', 'userId']);
    return ok({
      value: { approvalId, ticketId },
      writes: [
        ...ask(deciding, { approvalId, ticketId, userIds: [to], delegatedByUserId: inPlaceOf }),
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
      shows: [shown(approvalsById, approvalId, approval), shown(ticketsById, ticketId, toTicket(ticket))],
    });
  },
});
