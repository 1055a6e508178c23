import type { AvailableTransition } from '../../platform/contract/generated/types.js';
import { obstacles, outcomesOf, requiredFields, type TransitionState, targetOf } from './decide.js';
import {
  type ClockEffect,
  type ProcessClock,
  type Relation,
  transitionNames,
  transitions,
} from './transitions.js';

/** Every transition of the process, as it stands for somebody with these relations to a ticket. */
export function availableTransitions(
  facts: TransitionState,
  relations: ReadonlySet<Relation>,
  now: Date,
): AvailableTransition[] {
  return transitionNames.map((transition) => {
    const reasons = obstacles(transition, facts, relations);
    const { requiresWhen, clocks } = transitions[transition];
    return {
      transition,
      to: targetOf(transition, facts),
      outcomes: outcomesOf(transition, facts),
      allowed: reasons.length === 0,
      reasons,
      requiredFields: requiredFields(transition, facts, now),
      conditionalFields: requiresWhen ? [requiresWhen] : [],
      clocks: (Object.entries(clocks) as [ProcessClock, ClockEffect][]).map(([clock, effect]) => ({
        clock,
        effect,
      })),
    };
  });
}
