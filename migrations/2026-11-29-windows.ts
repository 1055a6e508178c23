import { TicketwireMigration } from './migration.js';

/** What was announced of the windows of plans. Windows that ended before are not announced. */
export class Windows extends TicketwireMigration {
  override up(): void {
    this.addSql(`create table announced_windows (
      organisation_id uuid not null,
      plan_id uuid not null,
      opened boolean not null,
      missed boolean not null,
      primary key (organisation_id, plan_id),
      foreign key (organisation_id, plan_id) references resolution_plans (organisation_id, id))`);
    this.isolate('announced_windows');
    this.addSql(`grant select, insert, update on announced_windows to ${this.role}`);
    this.addSql(`insert into announced_windows (organisation_id, plan_id, opened, missed)
      select p.organisation_id, p.id, true, true from resolution_plans p where p.window_end <= now()`);
    // The latest plans of scheduled changes whose window opened, or ended, and was not announced.
    this.addSql(`create function due_windows(at timestamptz, after uuid, at_most int) returns table (organisation_id uuid, id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  organisation uuid;
  through uuid := after;
  visited int := 0;
  taken_here int;
  taken int := 0;
begin
  for organisation in select o.id from organisations o where after is null or o.id > after order by o.id limit at_most loop
    return query select organisation, p.id from tickets t
      join resolution_plans p on p.organisation_id = organisation and p.ticket_id = t.id and p.window_start <= at
      left join announced_windows a on a.organisation_id = organisation and a.plan_id = p.id
      where t.organisation_id = organisation and t.status = 'SCHEDULED'
        and case when p.window_end <= at then not coalesce(a.missed, false) else not coalesce(a.opened, false) end
        and not exists (select 1 from resolution_plans later where later.organisation_id = organisation
          and later.ticket_id = t.id and later.id > p.id)
      limit at_most - taken;
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
    this.addSql('revoke all on function due_windows from public');
    this.addSql(`grant execute on function due_windows to ${this.role}`);
  }

  override down(): void {
    this.addSql('drop function due_windows');
    this.addSql('drop table announced_windows');
  }
}
