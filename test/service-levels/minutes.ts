import fc from 'fast-check';
import type { BusinessHours, Calendar } from '../../server/service-levels/rules/business-time.js';
import { hoursOverlap, MINUTE } from '../../server/service-levels/rules/business-time.js';

/** A second way to say which minutes count: by what `Intl` says that the clocks show, minute by minute. */

const DAY = 24 * 60;
const zones = [
  'Europe/Vienna',
  'America/New_York',
  // Half an hour of summer time.
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'UTC',
];

const formats = new Map<string, Intl.DateTimeFormat>();
const shown = new Map<string, number>();

/** What the clocks of a zone show, as minutes since 1970. Offsets change at whole quarters of an hour. */
function shownAt(timeZone: string, minute: number): number {
  const quarter = Math.floor(minute / 15) * 15;
  const key = `${timeZone} ${quarter}`;
  let base = shown.get(key);
  if (base === undefined) {
    const format =
      formats.get(timeZone) ??
      new Intl.DateTimeFormat('en-GB', {
        timeZone,
        ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
      });
    formats.set(timeZone, format);
    const part = Object.fromEntries(
      format.formatToParts(new Date(quarter * MINUTE)).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 0, day = 0, hour = 0, minute: shownMinute = 0 } = part;
    base = Date.UTC(year, month - 1, day, hour % 24, shownMinute) / MINUTE;
    shown.set(key, base);
  }
  return base + (minute - quarter);
}

const known = new WeakMap<Calendar, Map<number, boolean>>();

/** Whether the minute that begins then (minutes since 1970, UTC) counts. */
export function counts(calendar: Calendar, minute: number): boolean {
  const minutesOf = known.get(calendar) ?? new Map<number, boolean>();
  known.set(calendar, minutesOf);
  const found = minutesOf.get(minute) ?? isWithin(calendar, shownAt(calendar.timeZone, minute));
  minutesOf.set(minute, found);
  return found;
}

const beginning = new WeakMap<Calendar, Map<number, BusinessHours[]>>();

function beginningOn(calendar: Calendar, day: number): BusinessHours[] {
  const days = beginning.get(calendar) ?? new Map<number, BusinessHours[]>();
  beginning.set(calendar, days);
  const date = new Date(day * DAY * MINUTE);
  const found =
    days.get(day) ??
    (calendar.daysOff.has(date.toISOString().slice(0, 10))
      ? []
      : calendar.hours.filter(({ weekday }) => weekday === (date.getUTCDay() || 7)));
  days.set(day, found);
  return found;
}

function isWithin(calendar: Calendar, wall: number): boolean {
  const day = Math.floor(wall / DAY);
  const time = wall - day * DAY;
  const today = beginningOn(calendar, day).some(({ from, to }) => time >= from && (to <= from || time < to));
  return today || beginningOn(calendar, day - 1).some(({ from, to }) => to <= from && time < to);
}

const quarterHours = fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15);
const oneDay: fc.Arbitrary<readonly Omit<BusinessHours, 'weekday'>[]> = fc.oneof(
  fc.constant([]),
  fc.constant([
    { from: 9 * 60, to: 12 * 60 },
    { from: 13 * 60, to: 17 * 60 },
  ]),
  fc.constant([{ from: 0, to: DAY }]),
  fc.constant([{ from: 22 * 60, to: 6 * 60 }]),
  fc.tuple(quarterHours, quarterHours).map(([from, to]) => [{ from, to }]),
);

/** Calendars with breaks, nights and days off. The hours of a week do not overlap. */
export const calendars: fc.Arbitrary<Calendar> = fc
  .record({
    timeZone: fc.constantFrom(...zones),
    days: fc.array(oneDay, { minLength: 7, maxLength: 7 }),
    daysOff: fc.subarray([
      '2027-03-26',
      '2027-03-28',
      '2027-03-29',
      '2027-10-31',
      '2027-11-01',
      '2027-11-07',
    ]),
  })
  .map(({ timeZone, days, daysOff }) => {
    const all = days.flatMap((times, i) => times.map((time) => ({ ...time, weekday: i + 1 })));
    const hours: BusinessHours[] = [];
    for (const one of all) if (!hoursOverlap([...hours, one])) hours.push(one);
    return { timeZone, hours, daysOff: new Set(daysOff) };
  });

const days = (from: string, count: number) =>
  fc.integer({ min: 0, max: count * DAY }).map((minutes) => Date.parse(from) / MINUTE + minutes);

/** Minutes near the changes of the clocks in 2027, in both hemispheres, and in an ordinary week. */
export const minutes = fc.oneof(
  days('2027-03-25T00:00:00Z', 5),
  days('2027-10-29T00:00:00Z', 5),
  days('2027-04-02T00:00:00Z', 3),
  days('2027-06-14T00:00:00Z', 7),
);
