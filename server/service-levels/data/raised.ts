import type { FollowingEvent } from '../../platform/events/event.js';
import type { Settled } from '../rules/by-time.js';
import type { Raised } from '../rules/ledger.js';

/** The event of a moment that a clock reached. */
function raisedEvent({ kind, clock }: Raised): FollowingEvent {
  return {
    type: kind === 'AT_RISK' ? 'SERVICE_LEVEL_AT_RISK' : 'SERVICE_LEVEL_BREACHED',
    visibility: 'INTERNAL',
    changes: [
      { field: 'ServiceLevel.target', from: null, to: clock.target },
      { field: 'ServiceLevel.cycle', from: null, to: clock.cycle },
      { field: 'ServiceLevel.policy', from: null, to: clock.terms?.policyId ?? null },
      { field: 'ServiceLevel.dueAt', from: null, to: text(clock.dueAt) },
    ],
  };
}

/** The event of clocks that another revision of the policies changed. */
function changedEvent({ from, to }: NonNullable<Settled['changed']>): FollowingEvent {
  return {
    type: 'SERVICE_LEVELS_CHANGED',
    visibility: 'INTERNAL',
    changes: [{ field: 'ServiceLevel.dueAt', from: text(from), to: text(to) }],
  };
}

/** The events of what time, or another revision, did to clocks. */
export function eventsOf({ changed, raised }: Pick<Settled, 'changed' | 'raised'>): FollowingEvent[] {
  return [...(changed ? [changedEvent(changed)] : []), ...raised.map(raisedEvent)];
}

function text(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
