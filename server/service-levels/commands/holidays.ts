import { createRequire } from 'node:module';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { sql } from '../../platform/db/sql.js';
import { invalid, type UserError } from '../../platform/kernel/user-errors.js';
import { holidaysOf, yearsRead } from '../rules/public-holidays.js';

const { version } = createRequire(import.meta.url)('date-holidays/package.json') as { version: string };
const readWith = `date-holidays ${version}`;

/** Whose holidays a calendar has. */
export interface Place {
  country: string;
  region: string | null;
}

/** The library, which is large and seldom needed. */
async function library() {
  return (await import('date-holidays')).default;
}

/** Refuses a country or a region that the library does not know. */
export async function unknownPlace({ country, region }: Place): Promise<UserError | null> {
  const Holidays = await library();
  const known = new Holidays();
  if (!Object.hasOwn(known.getCountries(), country))
    return invalid(
      ['country'],
      'FORMAT',
      'country must be an ISO 3166-1 code of a country with known holidays, such as AT.',
    );
  if (region !== null && !Object.hasOwn(known.getStates(country) ?? {}, region))
    return invalid(
      ['region'],
      'FORMAT',
      `region must be the code of a region of ${country} with holidays of its own.`,
    );
  return null;
}

/** Reads the years that are missing. Those that were read stay as they are. Returns how many were. */
export async function readHolidays(
  { query, organisationId, now }: CommandContext,
  calendarId: string,
  { country, region }: Place,
): Promise<number> {
  const found = await query(sql<{ year: number }>`select h.year from public_holidays h
    where h.organisation_id = ${organisationId} and h.calendar_id = ${calendarId}`);
  const missing = yearsRead(now).filter((year) => !found.some((row) => row.year === year));
  if (missing.length === 0) return 0;
  const Holidays = await library();
  const holidays = region === null ? new Holidays(country) : new Holidays(country, region);
  const list = (year: number) => holidays.getHolidays(year);
  for (const year of missing) {
    const days = JSON.stringify(holidaysOf(year, [list(year - 1), list(year), list(year + 1)]));
    await query(sql`insert into public_holidays (organisation_id, calendar_id, year, days, read_with)
      values (${organisationId}, ${calendarId}, ${year}, ${days}::jsonb, ${readWith})`);
  }
  return missing.length;
}

/** Forgets the holidays of a calendar that has another country or region now. */
export async function forgetHolidays(
  { query, organisationId }: CommandContext,
  calendarId: string,
): Promise<void> {
  await query(
    sql`delete from public_holidays where organisation_id = ${organisationId} and calendar_id = ${calendarId}`,
  );
}
