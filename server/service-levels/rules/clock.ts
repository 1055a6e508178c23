import type { ServiceLevelState, ServiceLevelTarget } from '../../platform/contract/generated/enums.js';
import { afterWorkingTime, type Calendar, MINUTE, workingTime } from './business-time.js';
import type { Criterion } from './policies.js';

const SECOND = 1000;

/** A part of a clock's life. Times are milliseconds in UTC, whole seconds. */
export interface Segment {
  from: number;
  /** Null: it goes on. */
  to: number | null;
  /** Why the ticket was on hold, or `MERGED`; null when it was not. */
  reason: string | null;
  /** Whether the clock stood still. Null: no policy has decided yet. Once decided, it stays. */
  paused: boolean | null;
  /** Working time that counted, in seconds; of a segment that ended. */
  counted: number;
}

/** What a policy promises. */
export interface Terms {
  policyId: string;
  calendarId: string;
  minutes: number;
  warnAtPercent: number;
  pauseReasons: readonly string[];
  because: readonly Criterion[];
}

/** One target of one ticket: a ledger of segments. */
export interface Clock {
  target: ServiceLevelTarget;
  /** Counted from 1 for each target of a ticket. */
  cycle: number;
  state: ServiceLevelState;
  startedAt: number;
  stoppedAt: number | null;
  /** Null while no policy has this target. The segments are kept all the same. */
  terms: Terms | null;
  segments: Segment[];
  dueAt: number | null;
  warnAt: number | null;
  atRiskAt: number | null;
  breachedAt: number | null;
  /** Stopped by a merge, so that undoing it starts the clock again. */
  merged?: boolean;
  /** The moments that were raised and then were ahead again: they are not raised a second time. */
  takenBack?: { warned: readonly number[]; missed: readonly number[] };
}

/** So many moments that were taken back are known; the latest are. */
const MOST_TAKEN_BACK = 20;

export type Calendars = ReadonlyMap<string, Calendar>;

/** A new clock that begins to run. */
export function newClock(target: ServiceLevelTarget, cycle: number, at: number): Clock {
  return {
    ...{ target, cycle, state: 'RUNNING', startedAt: at, stoppedAt: null, terms: null },
    segments: [{ from: at, to: null, reason: null, paused: null, counted: 0 }],
    ...{ dueAt: null, warnAt: null, atRiskAt: null, breachedAt: null },
  };
}

export function isActive({ stoppedAt }: Clock): boolean {
  return stoppedAt === null;
}

/** The last segment. Each clock has one. */
function lastOf({ segments }: Clock): Segment {
  const last = segments.at(-1);
  if (!last) throw new Error('a clock has no segment');
  return last;
}

/** The clock with its present segment having this reason, from a moment on. The present segment ends there if it differs. */
export function withReason(clock: Clock, reason: string | null, at: number): Clock {
  const last = lastOf(clock);
  const decided = clock.terms ? pauses(clock.terms, reason) : null;
  if (last.reason === reason && last.paused === decided) return clock;
  const before = clock.segments.slice(0, -1);
  // No policy has decided about it yet: this one decides about all of it.
  if (last.reason === reason && last.paused === null)
    return { ...clock, segments: [...before, { ...last, paused: decided }] };
  const next: Segment = { from: at, to: null, reason, paused: decided, counted: 0 };
  if (last.from >= at) return { ...clock, segments: [...before, { ...next, from: last.from }] };
  return { ...clock, segments: [...before, { ...last, to: at }, next] };
}

function pauses(terms: Terms, reason: string | null): boolean {
  return reason === 'MERGED' || (reason !== null && terms.pauseReasons.includes(reason));
}

/**
 * The clock under these terms. Segments in which it stood still, or ran, by earlier terms keep that: only the present one goes on differently.
 * Segments of a time without terms are decided by these.
 */
export function withTerms(clock: Clock, terms: Terms | null, at: number): Clock {
  if (!terms) return withReason({ ...clock, terms: null }, lastOf(clock).reason, at);
  const segments = clock.segments.map((segment) =>
    segment.paused === null ? { ...segment, paused: pauses(terms, segment.reason) } : segment,
  );
  return withReason({ ...clock, terms, segments }, lastOf(clock).reason, at);
}

/** The clock with what counts in its segments, and the moments of warning and breach, as the calendar has them. */
export function measured(clock: Clock, calendars: Calendars, at: number): Clock {
  const calendar = calendarOf(clock, calendars);
  if (!clock.terms || !calendar)
    return { ...withMoments(clock, { warnAt: null, dueAt: null }, at), state: 'RUNNING' };
  const segments = clock.segments.map((segment) =>
    segment.to === null ? segment : { ...segment, counted: countedIn(segment, calendar, segment.to) },
  );
  const target = clock.terms.minutes * MINUTE;
  const dueAt = momentOf(segments, calendar, target);
  const warnAt = momentOf(segments, calendar, warnTime(clock.terms));
  const state = lastOf(clock).paused ? 'PAUSED' : 'RUNNING';
  return { ...withMoments(clock, { warnAt, dueAt }, at), state, segments };
}

/** The clock with these moments of warning and breach. Under other terms, or by another calendar, one that was reached may be ahead again. */
function withMoments(clock: Clock, moments: Pick<Clock, 'warnAt' | 'dueAt'>, at: number): Clock {
  const { takenBack = { warned: [], missed: [] } } = clock;
  const warned = reached(clock.atRiskAt, takenBack.warned, moments.warnAt, at);
  const missed = reached(clock.breachedAt, takenBack.missed, moments.dueAt, at);
  const isAny = warned.takenBack.length + missed.takenBack.length > 0;
  return {
    ...clock,
    ...moments,
    ...{ atRiskAt: warned.reachedAt, breachedAt: missed.reachedAt },
    ...(isAny ? { takenBack: { warned: warned.takenBack, missed: missed.takenBack } } : {}),
  };
}

/** Whether a moment is still reached, or again. One that was taken back comes back without being raised. */
function reached(
  reachedAt: number | null,
  takenBack: readonly number[],
  moment: number | null,
  at: number,
): { reachedAt: number | null; takenBack: readonly number[] } {
  if (moment !== null && moment <= at)
    return { reachedAt: reachedAt ?? (takenBack.includes(moment) ? moment : null), takenBack };
  const isNew = reachedAt !== null && !takenBack.includes(reachedAt);
  return {
    reachedAt: null,
    takenBack: isNew ? [...takenBack, reachedAt].slice(-MOST_TAKEN_BACK) : takenBack,
  };
}

/** The time after which a clock warns, in whole seconds. */
function warnTime({ minutes, warnAtPercent }: Terms): number {
  return Math.floor((minutes * 60 * warnAtPercent) / 100) * SECOND;
}

export function calendarOf({ terms }: Pick<Clock, 'terms'>, calendars: Calendars): Calendar | undefined {
  return terms ? calendars.get(terms.calendarId) : undefined;
}

/** The working seconds of a segment until a moment; none when it is paused. */
export function countedIn({ from, paused }: Segment, calendar: Calendar, until: number): number {
  return paused || until <= from ? 0 : workingTime(calendar, from, until) / SECOND;
}

/** The moment at which so much time had counted; null when the clock stands still before it. */
function momentOf(segments: readonly Segment[], calendar: Calendar, time: number): number | null {
  let left = time;
  for (const { from, to, paused, counted } of segments) {
    if (paused) continue;
    if (to === null || counted * SECOND >= left) return afterWorkingTime(calendar, from, left);
    left -= counted * SECOND;
  }
  return null;
}

/** The seconds that counted until a moment. */
export function elapsed({ segments }: Clock, calendar: Calendar | undefined, at: number): number {
  return segments.reduce(
    (sum, segment) =>
      sum + (segment.to !== null || !calendar ? segment.counted : countedIn(segment, calendar, at)),
    0,
  );
}

/** The clock at its end. */
export function stopped(clock: Clock, state: 'KEPT' | 'CANCELLED', calendars: Calendars, at: number): Clock {
  const last = lastOf(clock);
  const to = Math.max(at, last.from);
  const closed = { ...clock, segments: [...clock.segments.slice(0, -1), { ...last, to }] };
  const end = measured(closed, calendars, at);
  const missed = end.dueAt !== null && end.dueAt <= to;
  const dueAt = end.dueAt ?? clock.dueAt;
  return {
    ...end,
    dueAt,
    stoppedAt: to,
    state: state === 'CANCELLED' ? 'CANCELLED' : missed ? 'MISSED' : 'MET',
  };
}

/** A clock that a merge stopped runs again. The time in between does not count. */
export function unmerged(clock: Clock, at: number): Clock {
  const from = clock.stoppedAt ?? at;
  const { merged: _, ...rest } = clock;
  const between: Segment = { from, to: null, reason: 'MERGED', paused: true, counted: 0 };
  return { ...rest, state: 'PAUSED', stoppedAt: null, segments: [...clock.segments, between] };
}

/** What becomes of a clock by the time alone: it is at risk, or its target is missed. Each once, and never while it stands still. */
export function passed(clock: Clock, at: number): { clock: Clock; raised: ('AT_RISK' | 'BREACHED')[] } {
  if (!isActive(clock) || clock.state !== 'RUNNING') return { clock, raised: [] };
  const atRisk = clock.atRiskAt === null && clock.warnAt !== null && clock.warnAt <= at;
  const breached = clock.breachedAt === null && clock.dueAt !== null && clock.dueAt <= at;
  if (!atRisk && !breached) return { clock, raised: [] };
  return {
    clock: {
      ...clock,
      ...(atRisk ? { atRiskAt: clock.warnAt } : {}),
      ...(breached ? { breachedAt: clock.dueAt } : {}),
    },
    raised: [...(atRisk ? (['AT_RISK'] as const) : []), ...(breached ? (['BREACHED'] as const) : [])],
  };
}

/** The next moment at which `passed` changes the clock; null when there is none. */
export function nextMoment(clock: Clock): number | null {
  if (!isActive(clock) || clock.state !== 'RUNNING') return null;
  const moments = [
    clock.atRiskAt === null ? clock.warnAt : null,
    clock.breachedAt === null ? clock.dueAt : null,
  ].filter((moment) => moment !== null);
  return moments.length > 0 ? Math.min(...moments) : null;
}
