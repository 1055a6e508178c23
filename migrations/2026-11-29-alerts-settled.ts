import { TicketwireMigration } from './migration.js';

const columns = `
-- When alerts that flapped and ended stop to count as flapping.
alter table alert_series add column flap_ends_at timestamptz(3);
create index alert_series_flap_ends on alert_series (organisation_id, flap_ends_at) where flap_ends_at is not null;

-- An all-clear that has no event yet, because the alerts of the key flapped.
alter table alerts add column untold boolean not null default false;
create index alerts_untold on alerts (organisation_id, series_id, id) where untold;
`;

/** The end of flapping. */
export class AlertsSettled extends TicketwireMigration {
  override up(): void {
    this.addSql(columns);
    // The keys whose alerts flapped and ended, after their time.
    this.addSql(`create function due_flaps(at timestamptz, after uuid, at_most int) returns table (organisation_id uuid, id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  organisation uuid;
  through uuid := after;
  visited int := 0;
  taken_here int;
  taken int := 0;
begin
  for organisation in select o.id from organisations o where after is null or o.id > after order by o.id limit at_most loop
    return query select organisation, s.id from alert_series s
      where s.organisation_id = organisation and s.flap_ends_at < at order by s.flap_ends_at limit at_most - taken;
    get diagnostics taken_here = row_count;
    taken := taken + taken_here;
    -- This organisation may have more.
    exit when taken >= at_most;
    through := organisation;
    visited := visited + 1;
  end loop;
  if taken < at_most and visited < at_most then return; end if;
  organisation_id := through;
  id := null;
  return next;
end $$`);
    this.addSql('revoke all on function due_flaps from public');
    this.addSql(`grant execute on function due_flaps to ${this.role}`);
  }

  override down(): void {
    this.addSql('drop function due_flaps');
    this.addSql('alter table alerts drop column untold');
    this.addSql('alter table alert_series drop column flap_ends_at');
  }
}
