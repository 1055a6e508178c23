import type { ServiceLevelTarget } from '../../platform/contract/generated/enums.js';
import {
  type Calendars,
  type Clock,
  isActive,
  measured,
  newClock,
  nextMoment,
  passed,
  stopped,
  type Terms,
  unmerged,
  withReason,
  withTerms,
} from './clock.js';
import { type Policy, policyFor, type Subject } from './policies.js';

/** All clocks of a ticket. */
export interface Ledger {
  /** Why the ticket is on hold; null when it is not. */
  heldFor: string | null;
  clocks: readonly Clock[];
}

/** A ticket as its clocks see it. */
export interface TicketState extends Subject {
  status: string;
  assigneeId: string | null;
}

/** The policies and calendars of an organisation. */
export interface Settings {
  policies: readonly Policy[];
  calendars: Calendars;
}

/** Something that happened to a ticket. */
export interface Happening {
  /** When, in milliseconds. */
  at: number;
  /** The ticket after it. */
  ticket: TicketState;
  heldFor: string | null;
  /** The ticket is new. */
  isNew?: boolean;
  /** The ticket is in another queue. */
  moved?: boolean;
  merged?: boolean;
  unmerged?: boolean;
  /** Who wrote a public reply. */
  spoke?: 'REQUESTER' | 'STAFF' | null;
}

/** A moment that was reached. */
export interface Raised {
  kind: 'AT_RISK' | 'BREACHED';
  clock: Clock;
}

export const emptyLedger: Ledger = { heldFor: null, clocks: [] };

/** Clocks that ended are kept up to this number for a ticket; the latest are. */
const MOST_ENDED = 60;

/** The ledger after something happened, and the moments that were reached before. */
export function advanced(
  ledger: Ledger,
  happening: Happening,
  settings: Settings,
): { ledger: Ledger; raised: Raised[] } {
  const at = wholeSeconds(happening.at);
  const raised: Raised[] = [];
  let clocks = ledger.clocks.map((clock) => {
    const by = passed(clock, at);
    raised.push(...by.raised.map((kind) => ({ kind, clock: by.clock })));
    return by.clock;
  });
  clocks = settled(clocks, { ...happening, at }, settings);
  return { ledger: { heldFor: happening.heldFor, clocks: kept(clocks) }, raised };
}

/** The ledger under other policies, calendars, or values of its ticket. */
export function resettled(ledger: Ledger, ticket: TicketState, settings: Settings, at: number): Ledger {
  const clocks = ledger.clocks.map((clock) =>
    isActive(clock) ? underTerms(clock, ledger.heldFor, ticket, settings, wholeSeconds(at)) : clock,
  );
  return { ...ledger, clocks };
}

/** The ledger with all moments that are reached, and which these are. */
export function raisedBy(ledger: Ledger, at: number): { ledger: Ledger; raised: Raised[] } {
  const raised: Raised[] = [];
  const clocks = ledger.clocks.map((one) => {
    const by = passed(one, at);
    raised.push(...by.raised.map((kind) => ({ kind, clock: by.clock })));
    return by.clock;
  });
  return { ledger: { ...ledger, clocks }, raised };
}

/** A second is the smallest part of a clock. */
export function wholeSeconds(time: number): number {
  return Math.floor(time / 1000) * 1000;
}

function settled(before: readonly Clock[], happening: Happening, settings: Settings): Clock[] {
  const { at, ticket, heldFor } = happening;
  const { calendars } = settings;
  const clocks = [...before];
  const active = (target: ServiceLevelTarget) =>
    clocks.some((clock) => clock.target === target && isActive(clock));
  const end = (state: 'KEPT' | 'CANCELLED', targets?: readonly ServiceLevelTarget[]) => {
    for (const [i, clock] of clocks.entries()) {
      if (!isActive(clock) || targets?.includes(clock.target) === false) continue;
      const ended = stopped(clock, state, calendars, at);
      clocks[i] = happening.merged ? { ...ended, merged: true } : ended;
    }
  };
  const start = (target: ServiceLevelTarget) => {
    const cycle =
      1 +
      clocks.filter((clock) => clock.target === target).reduce((last, one) => Math.max(last, one.cycle), 0);
    clocks.push(newClock(target, cycle, at));
  };

  if (happening.unmerged)
    for (const [i, clock] of clocks.entries()) if (clock.merged) clocks[i] = unmerged(clock, at);
  if (ticket.status === 'CANCELLED') end('CANCELLED');
  else if (ticket.status === 'RESOLVED' || ticket.status === 'CLOSED') end('KEPT');
  else {
    if (!active('RESOLUTION')) start('RESOLUTION');
    if (happening.isNew) start('FIRST_RESPONSE');
    if (happening.spoke === 'STAFF') end('KEPT', ['FIRST_RESPONSE', 'NEXT_RESPONSE']);
    if (happening.spoke === 'REQUESTER' && !active('NEXT_RESPONSE')) start('NEXT_RESPONSE');
    if (ticket.assigneeId !== null) end('KEPT', ['TIME_TO_OWN']);
    // Each team has its own time to own.
    else if (happening.moved) end('CANCELLED', ['TIME_TO_OWN']);
    if (ticket.assigneeId === null && !active('TIME_TO_OWN')) start('TIME_TO_OWN');
  }
  return clocks.map((clock) => (isActive(clock) ? underTerms(clock, heldFor, ticket, settings, at) : clock));
}

function underTerms(
  clock: Clock,
  heldFor: string | null,
  ticket: TicketState,
  { policies, calendars }: Settings,
  at: number,
): Clock {
  const terms = termsFor(policies, clock.target, ticket);
  return measured(withReason(withTerms(clock, terms, at), heldFor, at), calendars, at);
}

function termsFor(
  policies: readonly Policy[],
  target: ServiceLevelTarget,
  ticket: TicketState,
): Terms | null {
  const chosen = policyFor(policies, target, ticket);
  const minutes = chosen?.policy.targets[target];
  if (!chosen || minutes === undefined) return null;
  const { id: policyId, calendarId, warnAtPercent, pauseReasons } = chosen.policy;
  return { policyId, calendarId, minutes, warnAtPercent, pauseReasons, because: chosen.because };
}

function kept(clocks: readonly Clock[]): Clock[] {
  const ended = clocks.filter((clock) => !isActive(clock)).length;
  let left = Math.max(0, ended - MOST_ENDED);
  return clocks.filter((clock) => {
    if (left === 0 || isActive(clock)) return true;
    left -= 1;
    return false;
  });
}

/** What lists and filters know of the clocks that run or are paused. */
export interface Summary {
  /** The earliest moment at which a target is missed, ahead or passed; null when no clock has one. */
  dueAt: number | null;
  atRisk: boolean;
  breached: boolean;
}

export function summaryOf({ clocks }: Ledger): Summary {
  const active = clocks.filter(isActive);
  const due = active.map(({ dueAt }) => dueAt).filter((at) => at !== null);
  return {
    dueAt: due.length > 0 ? Math.min(...due) : null,
    atRisk: active.some(({ atRiskAt, breachedAt }) => atRiskAt !== null && breachedAt === null),
    breached: active.some(({ breachedAt }) => breachedAt !== null),
  };
}

/** The next moment at which a clock is at risk or misses its target; null when there is none. */
export function wakeAt({ clocks }: Ledger): number | null {
  const moments = clocks.map(nextMoment).filter((moment) => moment !== null);
  return moments.length > 0 ? Math.min(...moments) : null;
}
