import { type TicketInput, type TransitionHandler } from '../../tickets/index.js';
import { begin, presentPlan } from '../data/plan.js';
import { outsideWindow } from '../rules/window.js';

export interface StartImplementation extends TicketInput {
  outsideWindowReason?: string | null;
}

/** Starts the implementation of a scheduled plan: inside its window, or with a reason. */
export const startImplementation: TransitionHandler<StartImplementation> = {
  name: 'START_IMPLEMENTATION',
  check: (check, input) => void check.text('outsideWindowReason', input.outsideWindowReason || null, 2000),
  async applyIn(command, ticket, input) {
    const plan = await presentPlan(command, ticket.id);
    begin(command, plan);
    const { windowStart: start, windowEnd: end } = plan;
    const reason = input.outsideWindowReason?.trim();
    const window = start && end ? { start, end } : null;
    if (!reason || !outsideWindow({ window }, command.occurredAt)) return {};
    plan.outsideWindowReason = reason;
    return { changes: [{ field: 'reason', from: null, to: reason }] };
  },
};
