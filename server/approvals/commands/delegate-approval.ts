import type { Change } from '../../changes/change.js';
import { InputCheck } from '../../kernel/check.js';
import { toGlobalId } from '../../kernel/ids.js';
import { forbidden, invalid, notFound } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { UserEntity } from '../../people/index.js';
import { presentPlan } from '../../process/index.js';
import { filterFacts, loadTicket, relationsTo } from '../../tickets/index.js';
import { ask } from '../ask.js';
import { lockedApproval, visibleApproval } from '../load.js';

export interface DelegateApproval {
  approvalId: string;
  toUserId: string;
  fromUserId?: string | null;
  reason?: string | null;
}

const MOST_ASKED = 100;

/**
 * Asks somebody else to decide in the actor's place, or in that of an approver who can not: a lead of the team or an administrator hands
 * that on, so that no plan is stuck with somebody who has left. Nobody is asked twice, so a chain of delegations ends.
 */
export async function delegateApproval(
  change: Change,
  input: DelegateApproval,
): Promise<Result<{ approvalId: string; ticketId: string }>> {
  const check = new InputCheck();
  const to = check.id('toUserId', input.toUserId, 'User');
  const from = check.id('fromUserId', input.fromUserId, 'User') ?? null;
  const reason = check.text('reason', input.reason || null, 2000);
  if (check.errors.length > 0) return refused(...check.errors);
  const found = await visibleApproval(change, input.approvalId);
  if (!found.ok) return found;
  const { id: approvalId, ticketId } = found.value;
  const loaded = await loadTicket(change, toGlobalId('Ticket', ticketId), ['approvalId']);
  if (!loaded.ok) return loaded;
  const { ticket, facts } = loaded.value;
  const { approval, approvers } = await lockedApproval(change, approvalId);
  const { organisationId, performer } = change;
  const inPlaceOf = from ?? performer.userId;
  const mayForOthers = relationsTo(change.actor, facts).has('LEAD');
  if (inPlaceOf !== performer.userId && !mayForOthers) {
    const message = 'Handing on the decision of others is for leads of the team and administrators.';
    return refused(forbidden('NOT_PERMITTED', message, ['fromUserId']));
  }
  const own = approvers.find(({ userId }) => userId === inPlaceOf);
  if (!own && from) return refused(notFound(['fromUserId'], input.fromUserId, 'approver'));
  if (!own) return refused(forbidden('NOT_PERMITTED', 'This is for those who are asked.', ['approvalId']));
  if (approval.state !== 'PENDING' || own.decision || ticket.status !== 'AWAITING_APPROVAL')
    return refused(invalid(['approvalId'], 'STATE', 'There is nothing left to decide for you.'));
  const person = await change.em.findOne(UserEntity, { organisationId, id: to, active: true });
  if (!person) return refused(notFound(['toUserId'], input.toUserId, 'active user'));
  const plan = await presentPlan(change, ticketId);
  if (plan.byUserId === to)
    return refused(invalid(['toUserId'], 'SUBMITTER', 'Whoever submitted the plan does not approve it.'));
  if (approvers.some(({ userId }) => userId === to))
    return refused(invalid(['toUserId'], 'ASKED', 'They are asked already.'));
  if (approvers.length >= MOST_ASKED)
    return refused(invalid(['approvalId'], 'TOO_MANY', `At most ${MOST_ASKED} people are asked.`));
  Object.assign(own, { decision: 'DELEGATED', reason, decidedAt: change.occurredAt });
  await ask(change, { approvalId, ticketId, userIds: [to], delegatedByUserId: inPlaceOf });
  change.emit({
    type: 'APPROVAL_DELEGATED',
    ticketId,
    visibility: 'INTERNAL',
    changes: [
      { field: 'approval', from: approvalId, to: approvalId },
      { field: 'approver', from: inPlaceOf, to },
      ...(reason ? [{ field: 'reason', from: null, to: reason }] : []),
    ],
    facts: filterFacts(ticket),
  });
  return done({ approvalId, ticketId });
}
