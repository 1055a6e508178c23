import { isDeepStrictEqual } from 'node:util';
import { isActive } from './clock.js';
import { lateLedger, type Older } from './late.js';
import {
  type Ledger,
  type Raised,
  raisedBy,
  resettled,
  type Settings,
  summaryOf,
  type TicketState,
} from './ledger.js';

/** What time, or another revision of the policies, does to the clocks of a ticket. */
export interface Settled {
  ledger: Ledger;
  raised: readonly Raised[];
  /** The due time before and after, when another revision changed what is shown of the clocks. */
  changed: { from: number | null; to: number | null } | null;
}

/** The clocks of a ticket at a moment. `isStale`: they were computed by an earlier revision. */
export function byTime(
  before: Ledger,
  older: Older,
  given: { ticket: TicketState; settings: Settings; isStale: boolean; now: number },
): Settled {
  const { ticket, settings, isStale, now } = given;
  const begun = isStale && before.clocks.length === 0;
  const settled = begun
    ? lateLedger(before, older, ticket, settings, now)
    : isStale
      ? resettled(before, ticket, settings, now)
      : before;
  const { ledger, raised } = raisedBy(settled, now);
  const isChanged = isStale && !isDeepStrictEqual(shown(before), shown(settled));
  const changed = isChanged ? { from: summaryOf(before).dueAt, to: summaryOf(settled).dueAt } : null;
  return { ledger, raised, changed };
}

/** What is shown of the clocks that run or are paused. */
function shown({ clocks }: Ledger) {
  return clocks
    .filter((clock) => isActive(clock) && clock.terms)
    .map(({ target, terms, dueAt, atRiskAt, breachedAt, state }) => ({
      target,
      terms,
      dueAt,
      atRiskAt,
      breachedAt,
      state,
    }));
}
