import type { CommandContext } from '../../platform/commands/command-context.js';
import { sql } from '../../platform/db/sql.js';
import { invalid, type UserError } from '../../platform/kernel/user-errors.js';

/** Refuses another row of a table that has a limit for each organisation. Transactions that add rows go one after the other. */
export async function tooMany(
  { query, organisationId }: CommandContext,
  table: 'business_calendars' | 'service_level_policies',
  what: string,
  most: number,
): Promise<UserError | null> {
  const place = `limit of ${table} ${organisationId}`;
  await query(sql`select pg_advisory_xact_lock(hashtextextended(${place}::text, 0))`);
  const rows = await query(
    sql`select 1 from ${sql.table(table)} o where o.organisation_id = ${organisationId} limit ${most}`,
  );
  return rows.length < most
    ? null
    : invalid(['name'], 'TOO_MANY', `An organisation can have at most ${most} ${what}. Change one of them.`);
}
