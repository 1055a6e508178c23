import Holidays from 'date-holidays';
import { describe, expect, it } from 'vitest';
import { holidaysOf, yearsRead } from '../../server/service-levels/rules/public-holidays.js';

const listsOf = (year: number, ...place: [string, string?]) => {
  const holidays = place[1] ? new Holidays(place[0], place[1]) : new Holidays(place[0]);
  return [year - 1, year, year + 1].map((one) => holidays.getHolidays(one));
};
const datesOf = (year: number, ...place: [string, string?]) =>
  holidaysOf(year, listsOf(year, ...place)).map(({ date }) => date);

describe('the public holidays of a year', () => {
  it('are those of the country, without days on which people work', () => {
    const found = holidaysOf(2027, listsOf(2027, 'AT'));
    expect(found[0]).toEqual({ date: '2027-01-01', name: 'Neujahr' });
    expect(found).toHaveLength(13);
    // Christmas Eve is no public holiday there.
    expect(found.map(({ date }) => date)).not.toContain('2027-12-24');
  });

  it('have those of the region', () => {
    expect(datesOf(2027, 'DE')).not.toContain('2027-01-06');
    expect(datesOf(2027, 'DE', 'BY')).toContain('2027-01-06');
  });

  it('have a substitute that is in the list of another year', () => {
    // New Year of 2022 was a Saturday: its substitute is in the last days of 2021, and has to be in no other year.
    expect(datesOf(2021, 'US')).toContain('2021-12-31');
    expect(datesOf(2022, 'US').every((date) => date.startsWith('2022-'))).toBe(true);
  });

  it('have each day of a holiday of several days, and no half days', () => {
    expect(datesOf(2027, 'RO')).toEqual(expect.arrayContaining(['2027-01-01', '2027-01-02']));
    expect(datesOf(2027, 'IS')).not.toContain('2027-12-24');
  });

  it('are each date once', () => {
    for (const country of ['AT', 'DE', 'GB', 'US', 'JP', 'RU', 'VN', 'SA']) {
      const dates = datesOf(2027, country);
      expect(dates).toEqual([...new Set(dates)].sort());
    }
  });

  it('are read from last year until two years ahead', () => {
    expect(yearsRead(new Date('2027-12-31T23:59:59Z'))).toEqual([2026, 2027, 2028, 2029]);
  });
});
