import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterWorkingTime,
  type BusinessHours,
  type Calendar,
  hoursOverlap,
  MINUTE,
  workingTime,
} from '../../server/service-levels/rules/business-time.js';
import { calendars, counts, minutes } from './minutes.js';

const office: BusinessHours[] = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, from: 9 * 60, to: 12 * 60 },
  { weekday, from: 13 * 60, to: 17 * 60 },
]);
const night: BusinessHours[] = [{ weekday: 6, from: 22 * 60, to: 6 * 60 }];
const calendar = (hours: BusinessHours[], daysOff: string[] = [], timeZone = 'Europe/Vienna'): Calendar => ({
  timeZone,
  hours,
  daysOff: new Set(daysOff),
});
const between = (of: Calendar, from: string, to: string) =>
  workingTime(of, Date.parse(from), Date.parse(to)) / MINUTE;
const reached = (of: Calendar, from: string, count: number) => {
  const at = afterWorkingTime(of, Date.parse(from), count * MINUTE);
  return at === null ? null : new Date(at).toISOString();
};

describe('working time', () => {
  it.each([
    ['a day with a break', office, [], '2027-01-11T00:00:00Z', '2027-01-12T00:00:00Z', 7 * 60],
    ['a weekend', office, [], '2027-01-15T16:00:00Z', '2027-01-18T08:00:00Z', 0],
    ['a day off', office, ['2027-01-12'], '2027-01-11T16:00:00Z', '2027-01-13T08:30:00Z', 30],
    ['a night', night, [], '2027-01-16T12:00:00Z', '2027-01-17T12:00:00Z', 8 * 60],
    [
      'a night in which summer time begins',
      night,
      [],
      '2027-03-27T12:00:00Z',
      '2027-03-28T12:00:00Z',
      7 * 60,
    ],
    ['a night in which summer time ends', night, [], '2027-10-30T12:00:00Z', '2027-10-31T12:00:00Z', 9 * 60],
    [
      'a night that begins before a day off',
      night,
      ['2027-01-17'],
      '2027-01-16T12:00:00Z',
      '2027-01-18T12:00:00Z',
      8 * 60,
    ],
    [
      'a night that begins on a day off',
      night,
      ['2027-01-16'],
      '2027-01-16T12:00:00Z',
      '2027-01-18T12:00:00Z',
      0,
    ],
  ])('of %s', (_, hours, daysOff, from, to, expected) => {
    expect(between(calendar(hours, daysOff), from, to)).toBe(expected);
  });

  it.each([
    [
      'ends at the end of a stretch, and not at the beginning of the next one',
      '2027-01-11T08:00:00Z',
      180,
      '2027-01-11T11:00:00.000Z',
    ],
    ['goes on after the break', '2027-01-11T08:00:00Z', 181, '2027-01-11T12:01:00.000Z'],
    ['goes on after the weekend', '2027-01-15T15:00:00Z', 61, '2027-01-18T08:01:00.000Z'],
    ['begins with the next stretch', '2027-01-16T12:00:00Z', 1, '2027-01-18T08:01:00.000Z'],
    [
      'is reached at once when there is nothing to wait for',
      '2027-01-16T12:00:00Z',
      0,
      '2027-01-16T12:00:00.000Z',
    ],
  ])('%s', (_, from, count, expected) => {
    expect(reached(calendar(office), from, count)).toBe(expected);
  });

  it('is never reached without hours', () => {
    expect(reached(calendar([]), '2027-01-11T08:00:00Z', 1)).toBeNull();
  });

  it('is what clocks show minute by minute, whatever the zone, the hours and the days off', () => {
    fc.assert(
      fc.property(calendars, minutes, fc.integer({ min: 0, max: 4000 }), (of, start, length) => {
        let expected = 0;
        for (let minute = start; minute < start + length; minute += 1) if (counts(of, minute)) expected += 1;
        expect(workingTime(of, start * MINUTE, (start + length) * MINUTE) / MINUTE).toBe(expected);
      }),
      { numRuns: 400 },
    );
  });

  it('passes until the moment that is computed from it', () => {
    fc.assert(
      fc.property(calendars, minutes, fc.integer({ min: 1, max: 6000 }), (of, start, count) => {
        const at = afterWorkingTime(of, start * MINUTE, count * MINUTE);
        if (at === null) {
          expect(of.hours).toEqual([]);
          return;
        }
        expect(workingTime(of, start * MINUTE, at)).toBe(count * MINUTE);
        // The last minute counts.
        expect(counts(of, at / MINUTE - 1)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

describe('business hours', () => {
  it.each([
    ['a break', office, false],
    [
      'hours that touch',
      [
        { weekday: 1, from: 0, to: 60 },
        { weekday: 1, from: 60, to: 120 },
      ],
      false,
    ],
    [
      'hours that share a minute',
      [
        { weekday: 1, from: 0, to: 61 },
        { weekday: 1, from: 60, to: 120 },
      ],
      true,
    ],
    [
      'a night into the next day',
      [
        { weekday: 1, from: 1320, to: 360 },
        { weekday: 2, from: 300, to: 400 },
      ],
      true,
    ],
    [
      'a night over the end of the week',
      [
        { weekday: 7, from: 1320, to: 360 },
        { weekday: 1, from: 300, to: 400 },
      ],
      true,
    ],
    ['one night', night, false],
  ])('of %s: overlap is %s', (_, hours, expected) => {
    expect(hoursOverlap(hours)).toBe(expected);
  });
});
