import type { WithdrawPlanInput } from '../../platform/contract/generated/types.js';
import { changed } from '../../platform/events/event.js';
import { ok } from '../../platform/kernel/result.js';
import { transitionStep } from '../../tickets/index.js';
import { foundPlan, lastPlan, updatePlan } from '../data/plan.js';

/** Withdraws the plan in force, so that the ticket can be planned again. */
export const withdrawPlan = transitionStep<WithdrawPlanInput>()({
  name: 'WITHDRAW_PLAN',
  gather: (_input, gathering, ticketId) => ({ plan: lastPlan(gathering, ticketId) }),
  check: (check, input) => ({ ...input, reason: check.required('reason', input.reason, 2000) }),
  reason: ({ reason }) => reason,
  apply(_ticket, { reason }, { occurredAt, onBehalfOf }, facts) {
    const plan = foundPlan(facts.plan);
    const writes = updatePlan(plan, {
      withdrawnAt: occurredAt,
      withdrawnByUserId: onBehalfOf.userId,
      withdrawnByKeyId: onBehalfOf.keyId,
      withdrawalReason: reason,
    });
    return ok({ writes, changes: [changed('ResolutionPlan.id', plan.id, null)] });
  },
});
