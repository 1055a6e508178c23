import type { ClockEffect, ProcessClock } from '../../platform/contract/generated/enums.js';
import type { AvailableTransition } from '../../platform/contract/generated/types.js';
import { type TicketRole } from '../rules/policy.js';
import {
  obstacles,
  outcomesOf,
  requiredFields,
  type TransitionRules,
  type TransitionState,
  targetOf,
} from './decide.js';
import { transitionNames, transitions } from './transitions.js';

/** All transitions of a ticket, for an actor with these roles on it. */
export function availableTransitions(
  rules: TransitionRules,
  facts: TransitionState,
  roles: ReadonlySet<TicketRole>,
  now: Date,
): AvailableTransition[] {
  return transitionNames.map((transition) => {
    const reasons = obstacles(rules, transition, facts, roles);
    const { requiresWhen, clocks } = transitions[transition];
    return {
      transition,
      to: targetOf(rules, transition, facts),
      outcomes: outcomesOf(rules, transition, facts),
      allowed: reasons.length === 0,
      reasons,
      requiredFields: requiredFields(rules, transition, facts, now),
      conditionalFields: requiresWhen ? [requiresWhen] : [],
      clocks: (Object.entries(clocks) as [ProcessClock, ClockEffect][]).map(([clock, effect]) => ({
        clock,
        effect,
      })),
    };
  });
}
