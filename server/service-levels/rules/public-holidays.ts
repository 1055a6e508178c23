import type { HolidaysTypes } from 'date-holidays';

/** A holiday as the library gives it. */
export type FoundHoliday = Pick<HolidaysTypes.Holiday, 'date' | 'start' | 'end' | 'name' | 'type'>;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * The public holidays of a year, each date once, from the lists of this year and of those around it: the substitute of a holiday can be in
 * the list of another year than its date. Holidays of several days are each of their days. Half days are left out.
 */
export function holidaysOf(
  year: number,
  lists: readonly (readonly FoundHoliday[])[],
): { date: string; name: string }[] {
  const days = new Map<string, string>();
  for (const { date, start, end, name, type } of lists.flat()) {
    const lasts = end.getTime() - start.getTime();
    // A day on which the clocks change has 23 hours.
    if (type !== 'public' || lasts < 23 * HOUR) continue;
    const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
    for (let day = 0; day < Math.max(1, Math.floor((lasts + HOUR) / DAY)); day += 1) {
      const text = new Date(first + day * DAY).toISOString().slice(0, 10);
      if (text.startsWith(`${year}-`) && !days.has(text)) days.set(text, name);
    }
  }
  return [...days].map(([date, name]) => ({ date, name })).sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** The years that are read at a moment: the one before, the present one, and two more. */
export function yearsRead(now: Date): number[] {
  const year = now.getUTCFullYear();
  return [year - 1, year, year + 1, year + 2];
}
