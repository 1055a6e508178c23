import { type Sql, sql } from '../../platform/db/sql.js';

/** The stored preferences of a user. */
export interface PreferencesRow {
  disabled: readonly string[];
  quietStart: number | null;
  quietEnd: number | null;
}

export const noPreferences: PreferencesRow = { disabled: [], quietStart: null, quietEnd: null };

/** The preferences of a user, as a statement; no row when they never said any. */
export function preferencesOf(organisationId: string, userId: string): Sql<PreferencesRow> {
  return sql<PreferencesRow>`select np.disabled, np.quiet_start as "quietStart", np.quiet_end as "quietEnd"
    from notification_preferences np where np.organisation_id = ${organisationId} and np.user_id = ${userId}`;
}

/** Stores the preferences of a user. */
export function storePreferences(organisationId: string, userId: string, row: PreferencesRow): Sql {
  return sql`insert into notification_preferences (organisation_id, user_id, disabled, quiet_start, quiet_end)
    values (${organisationId}, ${userId}, ${JSON.stringify(row.disabled)}::jsonb, ${row.quietStart}, ${row.quietEnd})
    on conflict (organisation_id, user_id) do update
      set disabled = excluded.disabled, quiet_start = excluded.quiet_start, quiet_end = excluded.quiet_end`;
}
