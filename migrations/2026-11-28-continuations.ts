import { TicketwireMigration } from './migration.js';

/** Changes with more events than one transaction writes: the schedule goes on with them, slice by slice. */
export class Continuations extends TicketwireMigration {
  override up(): void {
    this.addSql(`
      create table continuations (
        organisation_id uuid not null references organisations (id),
        id uuid not null,
        work text not null,
        about jsonb not null,
        -- The last item that was done; null: none yet.
        after text,
        -- The number of the event that it goes on from.
        caused_by bigint not null,
        primary key (organisation_id, id)
      )
    `);
    this.isolate('continuations');
    this.addSql(`grant select, insert, update, delete on continuations to ${this.role}`);
    // The oldest of each work, so that the events of a ticket have the order of the changes. A function over all organisations: see
    // 2026-11-28-organisation-loops.ts.
    this.addSql(`
create function due_continuations(after uuid, at_most int) returns table (organisation_id uuid, id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  organisation uuid;
  through uuid := after;
  visited int := 0;
  taken_here int;
  taken int := 0;
begin
  for organisation in select o.id from organisations o where after is null or o.id > after order by o.id limit at_most loop
    return query select organisation, c.id from continuations c
      where c.organisation_id = organisation and not exists (select 1 from continuations older
        where older.organisation_id = organisation and older.work = c.work and (older.caused_by, older.id) < (c.caused_by, c.id))
      order by c.caused_by, c.id limit at_most - taken;
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
    this.addSql('revoke all on function due_continuations from public');
    this.addSql(`grant execute on function due_continuations to ${this.role}`);
  }

  override down(): void {
    this.addSql('drop function due_continuations');
    this.addSql('drop table continuations');
  }
}
