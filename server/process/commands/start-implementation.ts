import type { Step, TicketInput } from '../../tickets/index.js';
import { begin, presentPlan } from '../plan.js';

export interface StartImplementation extends TicketInput {
  outsideWindowReason?: string | null;
}

/** Begins to carry out a scheduled plan: inside its window, or with a reason. */
export const startImplementation: Step<StartImplementation> = {
  name: 'START_IMPLEMENTATION',
  check: (check, input) => void check.text('outsideWindowReason', input.outsideWindowReason || null, 2000),
  reason: (input) => input.outsideWindowReason,
  async apply(change, ticket, input) {
    const plan = await presentPlan(change, ticket.id);
    plan.outsideWindowReason = input.outsideWindowReason?.trim() || null;
    begin(change, plan);
    return {};
  },
};
