import { TicketwireMigration } from './migration.js';

/** Whether a new user can have an e-mail address: no user of any organisation has it, or one that looks the same. */
export class Requesters extends TicketwireMigration {
  override up(): void {
    this.addSql(`create function address_is_free(address text, looks text) returns boolean
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  select not exists (select 1 from addresses a where a.email = address or a.skeleton = looks)
$$`);
    this.addSql('revoke all on function address_is_free from public');
    this.addSql(`grant execute on function address_is_free to ${this.role}`);
  }

  override down(): void {
    this.addSql('drop function address_is_free');
  }
}
