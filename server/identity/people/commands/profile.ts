import type { CommandContext } from '../../../platform/commands/command-context.js';
import { sql } from '../../../platform/db/sql.js';
import type { InputCheck } from '../../../platform/kernel/check.js';
import { notFound, type UserError } from '../../../platform/kernel/user-errors.js';
import { canonicalLocale, canonicalTimeZone, isPhone } from '../rules/profile.js';

type Given = string | null | undefined;

/** The profile of a user. Undefined: not given; null: removed. */
export interface Profile {
  phone?: Given;
  locale?: Given;
  timeZone?: Given;
  externalId?: Given;
  companyId?: Given;
}

export const profileFields = ['phone', 'locale', 'timeZone', 'externalId', 'companyId'] as const;

/** The parts of a profile that are given. */
export function givenOf(profile: Profile): Profile {
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== undefined));
}

/** Checks the parts of a profile that an input gives. Returns them in their stored form. */
export function checkProfile(check: InputCheck, input: Profile): Profile {
  const formed = (
    field: 'phone' | 'locale' | 'timeZone',
    form: (text: string) => string | null,
    what: string,
  ) => {
    const text = check.text(field, input[field], 100, 'NAME');
    if (!text || check.errors.some(({ path }) => path[1] === field)) return text;
    const stored = form(text);
    if (stored === null) check.fail([field], 'FORMAT', `${field} must be ${what}.`);
    return stored;
  };
  return {
    phone: formed('phone', (text) => (isPhone(text) ? text : null), 'a telephone number with 3 to 15 digits'),
    locale: formed('locale', canonicalLocale, 'a BCP 47 language tag, such as de-AT'),
    timeZone: formed('timeZone', canonicalTimeZone, 'the name of an IANA time zone, such as Europe/Vienna'),
    externalId: check.text('externalId', input.externalId, 200, 'NAME'),
    companyId: check.id('companyId', input.companyId, 'Company'),
  };
}

/** The error of a company that is not there or not in use; null when the input names none, or a usable one. */
export async function companyProblem(
  { query, organisationId }: CommandContext,
  companyId: Given,
  given: Given,
): Promise<UserError | null> {
  if (!companyId) return null;
  const found = await query(sql`select 1 from companies
    where organisation_id = ${organisationId} and id = ${companyId} and active`);
  return found.length > 0 ? null : notFound(['companyId'], given, 'active company');
}
