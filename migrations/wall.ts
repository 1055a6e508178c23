/** The SQL that walls a table of organisations' data: the serving role reaches rows of the session's organisation only, by `key`. */
export function wall(table: string, key: string): string {
  return `
    alter table ${table} enable row level security;
    alter table ${table} force row level security;
    create policy organisation on ${table} to ticketwire_app
      using (${key} = app_organisation()) with check (${key} = app_organisation());
    -- The owner migrates and sets up; the serving role never is the owner.
    do $$ begin execute format('create policy owner on ${table} to %I using (true) with check (true)', current_user); end $$;
  `;
}
