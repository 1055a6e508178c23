import { LockMode } from '@mikro-orm/core';
import { asExpected, put } from '../../catalog/index.js';
import { canPeople } from '../../identity/people/index.js';
import { canonicalTimeZone } from '../../identity/people/rules/profile.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { nameTaken } from '../../platform/commands/name-taken.js';
import type {
  CreateBusinessCalendarInput,
  UpdateBusinessCalendarInput,
} from '../../platform/contract/generated/types.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { newId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid, type UserError } from '../../platform/kernel/user-errors.js';
import { BusinessCalendarEntity, type DayOff } from '../data/entities.js';
import type { BusinessHours } from '../rules/business-time.js';
import { hoursOverlap } from '../rules/business-time.js';
import { isDate, minutesOf, sortedHours, weekdays } from '../rules/hours.js';
import { forgetHolidays, readHolidays, unknownPlace } from './holidays.js';
import { nextRevision } from './revision.js';
import { tooMany } from './too-many.js';

const named = { table: 'business_calendars', what: 'business calendar of the organisation' };
const MOST_CALENDARS = 50;
const MOST_HOURS = 50;
const MOST_DAYS_OFF = 400;

type Made = Result<{ businessCalendarId: string }>;

/** Creates a business calendar. */
export async function createBusinessCalendar(
  command: CommandContext,
  input: CreateBusinessCalendarInput,
): Promise<Made> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can create business calendars.'));
  const check = new InputCheck();
  const name = check.required('name', input.name, 100, 'NAME');
  const { timeZone = '', hours = [], daysOff = [] } = checked(check, input);
  const place = placeOf({ country: null, region: null }, input);
  if (check.errors.length > 0) return err(...check.errors);
  const unknown = await wrongPlace(place);
  if (unknown) return err(unknown);
  const taken =
    (await nameTaken(command, named, name)) ??
    (await tooMany(command, 'business_calendars', 'business calendars', MOST_CALENDARS));
  if (taken) return err(taken);
  const { em, organisationId, now: createdAt } = command;
  const id = newId();
  const made = { organisationId, id, name, timeZone, hours, daysOff, ...place, version: 1, createdAt };
  em.create(BusinessCalendarEntity, made, { persist: true });
  if (place.country !== null) await readHolidays(command, id, { ...place, country: place.country });
  command.emit({
    type: 'BUSINESS_CALENDAR_CREATED',
    changes: [{ field: 'businessCalendar', from: null, to: id }],
  });
  return ok({ businessCalendarId: id });
}

/** Changes a business calendar. The schedule computes the clocks of open tickets again. */
export async function updateBusinessCalendar(
  command: CommandContext,
  input: UpdateBusinessCalendarInput,
): Promise<Made> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can change business calendars.'));
  const check = new InputCheck();
  const id = check.id('businessCalendarId', input.businessCalendarId, 'BusinessCalendar');
  for (const field of ['name', 'timeZone', 'hours', 'daysOff'] as const) check.notNull(field, input[field]);
  const name = check.text('name', input.name, 100, 'NAME') ?? undefined;
  const given = checked(check, input);
  if (check.errors.length > 0) return err(...check.errors);
  const { em, organisationId } = command;
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const found = asExpected(await em.findOne(BusinessCalendarEntity, { organisationId, id }, { lockMode }), {
    type: 'BusinessCalendar',
    field: 'businessCalendarId',
    given: input.businessCalendarId,
    expectedVersion: input.expectedVersion,
  });
  if (!found.ok) return found;
  const calendar = found.value;
  const taken = name && name !== calendar.name ? await nameTaken(command, named, name, calendar) : null;
  if (taken) return err(taken);
  const { country = null, region = null } = calendar;
  const place = placeOf({ country, region }, input);
  const unknown = await wrongPlace(place);
  if (unknown) return err(unknown);
  const changes = put(calendar, { name, ...given, ...place });
  if (changes.length === 0) return ok({ businessCalendarId: id });
  if (changes.some(({ field }) => field === 'country' || field === 'region')) {
    await forgetHolidays(command, id);
    if (place.country !== null) await readHolidays(command, id, { ...place, country: place.country });
  }
  calendar.version += 1;
  if (changes.some(({ field }) => field !== 'name')) await nextRevision(command);
  command.emit({
    type: 'BUSINESS_CALENDAR_UPDATED',
    changes: [{ field: 'businessCalendar', from: id, to: id }, ...changes],
  });
  return ok({ businessCalendarId: id });
}

interface OptionalPlace {
  country: string | null;
  region: string | null;
}

/** The country and region after a change. Without a country there is no region, and another country has other regions. */
function placeOf(
  before: OptionalPlace,
  given: { country?: string | null | undefined; region?: string | null | undefined },
): OptionalPlace {
  const country = given.country === undefined ? before.country : given.country;
  const kept = country === before.country ? before.region : null;
  return { country, region: given.region === undefined ? kept : given.region };
}

async function wrongPlace({ country, region }: OptionalPlace): Promise<UserError | null> {
  if (country !== null) return unknownPlace({ country, region });
  return region === null ? null : invalid(['region'], 'REQUIRED', 'region needs a country.');
}

/** The values that are given, as they are stored. */
function checked(
  check: InputCheck,
  { timeZone: zone, hours, daysOff }: Omit<UpdateBusinessCalendarInput, 'businessCalendarId'>,
) {
  const given = check.text('timeZone', zone, 100, 'NAME');
  const isText = given && !check.errors.some(({ path }) => path[1] === 'timeZone');
  const timeZone = isText ? canonicalTimeZone(given) : undefined;
  if (timeZone === null)
    check.fail(
      ['timeZone'],
      'FORMAT',
      'timeZone must be the name of an IANA time zone, such as Europe/Vienna.',
    );
  return {
    timeZone: timeZone ?? undefined,
    hours: hours ? checkedHours(check, hours) : undefined,
    daysOff: daysOff ? checkedDays(check, daysOff) : undefined,
  };
}

function checkedHours(
  check: InputCheck,
  given: NonNullable<UpdateBusinessCalendarInput['hours']>,
): BusinessHours[] {
  if (given.length === 0) check.fail(['hours'], 'REQUIRED', 'hours must not be empty.');
  if (given.length > MOST_HOURS) {
    check.fail(
      ['hours'],
      'TOO_MANY',
      `hours must have at most ${MOST_HOURS} values; it has ${given.length}.`,
    );
    return [];
  }
  const times = given.map(({ weekday, from, to }, i) => {
    const [start, end] = [minutesOf(from), minutesOf(to)];
    if (start === null || start === 24 * 60)
      check.fail(['hours', String(i), 'from'], 'FORMAT', 'from must be a time of day, such as 09:00.');
    if (end === null)
      check.fail(['hours', String(i), 'to'], 'FORMAT', 'to must be a time of day, such as 17:00, or 24:00.');
    // In the order in which the database keeps them, so that equal hours are no change.
    return { to: end ?? 0, from: start ?? 0, weekday: weekdays.indexOf(weekday) + 1 };
  });
  if (check.errors.length === 0 && hoursOverlap(times))
    check.fail(['hours'], 'OVERLAP', 'Two of the business hours overlap.');
  return sortedHours(times);
}

function checkedDays(
  check: InputCheck,
  given: NonNullable<UpdateBusinessCalendarInput['daysOff']>,
): DayOff[] {
  if (given.length > MOST_DAYS_OFF) {
    const message = `daysOff must have at most ${MOST_DAYS_OFF} values; it has ${given.length}.`;
    check.fail(['daysOff'], 'TOO_MANY', message);
    return [];
  }
  const seen = new Set<string>();
  const days = given.map(({ date, name }, i) => {
    if (!isDate(date))
      check.fail(['daysOff', String(i), 'date'], 'FORMAT', 'date must be a date, such as 2026-12-24.');
    else if (seen.has(date))
      check.fail(['daysOff', String(i), 'date'], 'DUPLICATE', `daysOff has the date ${date} already.`);
    seen.add(date);
    const inner = new InputCheck();
    const text = inner.required('name', name, 100, 'NAME');
    check.addAll(['daysOff', String(i)], inner);
    return { date, name: text };
  });
  return days.sort((a, b) => (a.date < b.date ? -1 : 1));
}
