import { TicketwireMigration } from './migration.js';

/** What a server without the owner's login needs to know: which migrations were run, and about demo accounts. */
export class TwoLogins extends TicketwireMigration {
  override up(): void {
    this.addSql(`
      create function has_demo_accounts() returns boolean
      language sql stable security definer set search_path = pg_catalog, public, pg_temp
      as $$ select exists (select 1 from organisations where demo is not null) $$;

      create function demo_accounts(addresses text[]) returns table (organisation_id uuid, user_id uuid, password_hash text)
      language sql stable security definer set search_path = pg_catalog, public, pg_temp
      as $$
        select u.organisation_id, u.id, u.password_hash from users u join organisations o on o.id = u.organisation_id
        where o.demo is not null and u.email = any (addresses) order by u.email
      $$;

      revoke all on function has_demo_accounts, demo_accounts from public;
      grant execute on function has_demo_accounts, demo_accounts to ${this.role};
      grant select on mikro_orm_migrations to ${this.role};
    `);
  }

  override down(): void {
    this.addSql(`
      revoke select on mikro_orm_migrations from ${this.role};
      drop function has_demo_accounts, demo_accounts;
    `);
  }
}
