import { newClock, type Segment } from './clock.js';
import { type Ledger, raisedBy, resettled, type Settings, type TicketState, wholeSeconds } from './ledger.js';

/** What is known of an open ticket that is older than its clocks. */
export interface Older {
  reportedAt: string;
  heldSince: string | null;
  holdReason: string | null;
}

/**
 * The clocks of an open ticket that was created before there were clocks: they count from its report, except the hold that it is in. Moments
 * that passed before are not raised.
 */
export function lateLedger(
  ledger: Ledger,
  { reportedAt, heldSince, holdReason }: Older,
  ticket: TicketState,
  settings: Settings,
  now: number,
): Ledger {
  const from = wholeSeconds(Date.parse(reportedAt));
  const since = heldSince && holdReason ? Math.max(from, wholeSeconds(Date.parse(heldSince))) : null;
  const segments: Segment[] = [{ from, to: since, reason: null, paused: null, counted: 0 }];
  if (since !== null) segments.push({ from: since, to: null, reason: holdReason, paused: null, counted: 0 });
  const targets = ['RESOLUTION', ...(ticket.assigneeId === null ? (['TIME_TO_OWN'] as const) : [])] as const;
  const begun: Ledger = {
    heldFor: holdReason,
    clocks: [...ledger.clocks, ...targets.map((target) => ({ ...newClock(target, 1, from), segments }))],
  };
  return raisedBy(resettled(begun, ticket, settings, now), now).ledger;
}
