import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliveredAt, minuteOf, textOf, wants } from '../../server/notifications/rules/wanted.js';

const at = (time: string) => new Date(time);
const night = { start: 22 * 60, end: 7 * 60 };

describe('a delivery', () => {
  it.each([
    ['by day', '2026-11-28T12:00:00Z', night, 'UTC', '2026-11-28T12:00:00Z'],
    ['in the evening', '2026-11-28T22:00:00Z', night, 'UTC', '2026-11-29T07:00:00Z'],
    ['after midnight', '2026-11-29T03:30:20Z', night, 'UTC', '2026-11-29T07:00:00Z'],
    ['at the end', '2026-11-29T07:00:00Z', night, 'UTC', '2026-11-29T07:00:00Z'],
    [
      'in the time zone of the person',
      '2026-11-28T21:30:00Z',
      night,
      'Europe/Vienna',
      '2026-11-29T06:00:00Z',
    ],
    ['without a time zone, in UTC', '2026-11-28T21:30:00Z', night, null, '2026-11-28T21:30:00Z'],
    ['when the clock goes back', '2026-10-24T21:00:00Z', night, 'Europe/Vienna', '2026-10-25T06:00:00Z'],
    ['when the clock goes forward', '2026-03-28T22:00:00Z', night, 'Europe/Vienna', '2026-03-29T05:00:00Z'],
    ['within a day', '2026-11-28T12:10:00Z', { start: 720, end: 780 }, 'UTC', '2026-11-28T13:00:00Z'],
    ['without quiet hours', '2026-11-28T23:00:00Z', null, 'UTC', '2026-11-28T23:00:00Z'],
  ])('%s', (_, now, quiet, zone, expected) => {
    expect(deliveredAt(at(now), quiet, zone)).toEqual(at(expected));
  });

  it('is never before now, never a day and an hour later, and never in quiet hours', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const zone = fc.constantFrom(
      'UTC',
      'Europe/Vienna',
      'America/St_Johns',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
    );
    const time = fc.date({ min: at('2026-01-01'), max: at('2027-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(time, minute, minute, zone, (now, start, end, timeZone) => {
        fc.pre(start !== end);
        const due = deliveredAt(now, { start, end }, timeZone);
        expect(due >= now).toBe(true);
        expect(due.getTime() - now.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a time of the day', () => {
  it.each([
    ['00:00', 0],
    ['07:30', 450],
    ['23:59', 1439],
    ['24:00', null],
    ['7:30', null],
    ['07:60', null],
    ['', null],
  ])('%j is the minute %j', (text, minute) => {
    expect(minuteOf(text)).toBe(minute);
    if (minute !== null) expect(textOf(minute)).toBe(text);
  });
});

it('a person wants all that they did not switch off', () => {
  expect(wants([], 'REPLIED', 'FEED')).toBe(true);
  expect(wants(['REPLIED WEBHOOK'], 'REPLIED', 'FEED')).toBe(true);
  expect(wants(['REPLIED FEED'], 'REPLIED', 'FEED')).toBe(false);
});
