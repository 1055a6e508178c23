import { offsetsIn } from './offsets.js';

/**
 * Hours of a weekday (1 is Monday), in minutes after midnight. `to` is not included; one that is not after `from` is a time of the next day.
 * Hours belong to the day on which they begin.
 */
export interface BusinessHours {
  weekday: number;
  from: number;
  to: number;
}

/** When time counts. A minute counts when the clocks in the time zone show a time within the hours of a day that is not off. */
export interface Calendar {
  timeZone: string;
  hours: readonly BusinessHours[];
  /** Days on which no hours begin, as `2026-12-24`. */
  daysOff: ReadonlySet<string>;
}

export const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MINUTES_OF_DAY = 24 * 60;
/** How far ahead a moment is looked for. */
const HORIZON = 10 * 366 * DAY;

/** A stretch of working time. `until` is not included. */
interface Stretch {
  from: number;
  until: number;
}

/** The working time between two moments, in milliseconds. */
export function workingTime(calendar: Calendar, from: number, until: number): number {
  let sum = 0;
  for (const stretch of workingStretches(calendar, from, until)) sum += stretch.until - stretch.from;
  return sum;
}

/** The moment at which so much working time has passed since `from`, in milliseconds. Null when that takes more than ten years. */
export function afterWorkingTime(calendar: Calendar, from: number, time: number): number | null {
  if (time <= 0) return from;
  let left = time;
  // Most targets are short: a week is looked at first, and then longer and longer ranges.
  for (let start = from, length = 7 * DAY; start < from + HORIZON; start += length, length *= 4) {
    for (const stretch of workingStretches(calendar, start, start + length)) {
      const lasts = stretch.until - stretch.from;
      if (lasts >= left) return stretch.from + left;
      left -= lasts;
    }
    if (length > HORIZON) break;
  }
  return null;
}

/** The stretches of working time in a range, in order. */
export function* workingStretches(calendar: Calendar, from: number, until: number): Generator<Stretch> {
  for (const zone of offsetsIn(calendar.timeZone, from, until)) {
    const [localFrom, localUntil] = [zone.from + zone.offset, zone.until + zone.offset];
    let reached = localFrom;
    // Hours that began the day before can last into the first day.
    for (let day = Math.floor(localFrom / DAY) - 1; day * DAY < localUntil; day += 1) {
      for (const { from: start, to } of hoursOf(calendar, day)) {
        const begins = Math.max(day * DAY + start * MINUTE, reached);
        const ends = Math.min(day * DAY + to * MINUTE, localUntil);
        if (begins >= ends) continue;
        reached = ends;
        yield { from: begins - zone.offset, until: ends - zone.offset };
      }
    }
  }
}

/** The hours that begin on a day, counted from 1970-01-01, in order; `to` can be after the midnight that ends the day. */
function hoursOf({ hours, daysOff }: Calendar, day: number): Pick<BusinessHours, 'from' | 'to'>[] {
  if (daysOff.has(new Date(day * DAY).toISOString().slice(0, 10))) return [];
  const weekday = ((((day + 3) % 7) + 7) % 7) + 1;
  return hours
    .filter((one) => one.weekday === weekday)
    .map(({ from, to }) => ({ from, to: to > from ? to : to + MINUTES_OF_DAY }))
    .sort((a, b) => a.from - b.from);
}

/** Whether two of the hours overlap, within the week and over its end. */
export function hoursOverlap(hours: readonly BusinessHours[]): boolean {
  const week = 7 * MINUTES_OF_DAY;
  const spans = hours
    .map(({ weekday, from, to }) => {
      const start = (weekday - 1) * MINUTES_OF_DAY + from;
      return { start, end: start + (to > from ? to - from : to - from + MINUTES_OF_DAY) };
    })
    .sort((a, b) => a.start - b.start);
  const first = spans[0];
  return spans.some(({ end }, i) => {
    const next = spans[i + 1] ?? (first && { start: first.start + week });
    return next !== undefined && end > next.start;
  });
}
