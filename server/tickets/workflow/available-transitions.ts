import type { ClockEffect, ProcessClock } from '../../platform/contract/generated/enums.js';
import type { AvailableTransition } from '../../platform/contract/generated/types.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import { obstacles, outcomesOf, requirementsOf, type TransitionRules } from './decide.js';
import { openRequirements, shownRequirement, type Viewer } from './requirements.js';
import type { TransitionState } from './transition-state.js';
import { transitionNames, transitions } from './transitions.js';

/** All transitions of a ticket, for an actor with these roles on it. */
export function availableTransitions(
  rules: TransitionRules,
  ticket: { id: string; version: number },
  state: TransitionState,
  viewer: Viewer,
): AvailableTransition[] {
  return transitionNames.map((transition) => {
    const reasons = obstacles(rules, transition, state, viewer.roles);
    const { mutation, clocks, choices = [] } = transitions[transition];
    const subject = rules.arguments[transition]?.(state, viewer) ?? {
      ticketId: toGlobalId('Ticket', ticket.id),
    };
    const given = { ...subject, expectedVersion: ticket.version };
    const open = openRequirements(requirementsOf(rules, transition), state, viewer);
    return {
      transition,
      mutation,
      arguments: Object.entries(given).map(([field, value]) => ({ field, value })),
      outcomes: outcomesOf(rules, transition, state),
      allowed: reasons.length === 0,
      reasons,
      requirements: open.map(shownRequirement),
      choices: [...choices],
      clocks: (Object.entries(clocks) as [ProcessClock, ClockEffect][]).map(([clock, effect]) => ({
        clock,
        effect,
      })),
    };
  });
}
