import type { StartImplementationInput } from '../../platform/contract/generated/types.js';
import { ok } from '../../platform/kernel/result.js';
import { transitionStep } from '../../tickets/index.js';
import { begun, foundPlan, lastPlan, updatePlan } from '../data/plan.js';
import { outsideWindow } from '../rules/window.js';

/** Starts the implementation of a scheduled plan: inside its window, or with a reason. */
export const startImplementation = transitionStep<StartImplementationInput>()({
  name: 'START_IMPLEMENTATION',
  gather: (_input, gathering, ticketId) => ({ plan: lastPlan(gathering, ticketId) }),
  check: (check, input) => ({
    ...input,
    outsideWindowReason: check.optional('outsideWindowReason', input.outsideWindowReason, 2000),
  }),
  apply(_ticket, input, taking, facts) {
    const plan = foundPlan(facts.plan);
    const { windowStart: start, windowEnd: end } = plan;
    const reason = input.outsideWindowReason;
    const window = start && end ? { start, end } : null;
    if (!reason || !outsideWindow({ window }, taking.occurredAt))
      return ok({ writes: updatePlan(plan, begun(taking)) });
    return ok({
      writes: updatePlan(plan, { ...begun(taking), outsideWindowReason: reason }),
      changes: [{ field: 'TicketEvent.reason', from: null, to: reason }],
    });
  },
});
