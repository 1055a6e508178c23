import { UserEntity } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid, notFound } from '../../platform/kernel/user-errors.js';
import { presentPlan } from '../../process/index.js';
import { filterFacts, loadTicket, rolesOn } from '../../tickets/index.js';
import { ask } from '../data/ask.js';
import { lockedApproval, visibleApproval } from '../data/load.js';

export interface DelegateApproval {
  approvalId: string;
  toUserId: string;
  fromUserId?: string | null;
  reason?: string | null;
}

/**
 * Delegates a decision to another user. A lead of the team or an administrator can delegate for an approver, so that a plan does not wait
 * for somebody who has left. Nobody is asked twice, so a chain of delegations ends.
 */
export async function delegateApproval(
  command: CommandContext,
  input: DelegateApproval,
): Promise<Result<{ approvalId: string; ticketId: string }>> {
  const check = new InputCheck();
  const to = check.id('toUserId', input.toUserId, 'User');
  const from = check.id('fromUserId', input.fromUserId, 'User') ?? null;
  const reason = check.text('reason', input.reason || null, 2000);
  if (check.errors.length > 0) return err(...check.errors);
  const found = await visibleApproval(command, input.approvalId);
  if (!found.ok) return found;
  const { id: approvalId, ticketId } = found.value;
  const loaded = await loadTicket(command, toGlobalId('Ticket', ticketId), ['approvalId']);
  if (!loaded.ok) return loaded;
  const { ticket, facts } = loaded.value;
  const { approval, approvers } = await lockedApproval(command, approvalId);
  const { organisationId, onBehalfOf } = command;
  const inPlaceOf = from ?? onBehalfOf.userId;
  const plan = await presentPlan(command, ticketId);
  // The user who submitted the plan must not choose its approvers.
  const mayForOthers =
    command.actor.kind === 'user' &&
    rolesOn(command.actor, facts).has('LEAD') &&
    plan.byUserId !== onBehalfOf.userId;
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
    return err(invalid(['approvalId'], 'STATE', 'The approval needs no decision of this approver any more.'));
  const person = await command.em.findOne(UserEntity, { organisationId, id: to, active: true });
  if (!person) return err(notFound(['toUserId'], input.toUserId, 'active user'));
  if (plan.byUserId === to)
    return err(invalid(['toUserId'], 'SUBMITTER', 'The user who submitted the plan cannot approve it.'));
  if (approvers.some(({ userId }) => userId === to))
    return err(invalid(['toUserId'], 'ASKED', 'The user is already an approver of the plan.'));
  Object.assign(own, { decision: 'DELEGATED', reason, decidedAt: command.occurredAt });
  await ask(command, { approvalId, ticketId, userIds: [to], delegatedByUserId: inPlaceOf });
  command.emit({
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
  return ok({ approvalId, ticketId });
}
