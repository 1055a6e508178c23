import { TicketwireMigration } from './migration.js';

/** What users leave behind who were deactivated or lost their role: their work, and their keys. */
export class Leaving extends TicketwireMigration {
  override up(): void {
    // When a user who worked tickets stopped to: they were deactivated, or became a requester.
    this.addSql('alter table users add column left_at timestamptz(3)');
    this.addSql(`update users u set left_at = now() where not u.active and u.role <> 'REQUESTER'
      or u.role = 'REQUESTER' and exists (select 1 from tickets t where t.organisation_id = u.organisation_id and t.assignee_id = u.id)`);
    this.addSql('create index users_left on users (organisation_id, id) where left_at is not null');
    this.addSql(`create index tickets_open_assignee on tickets (organisation_id, assignee_id, id)
      where assignee_id is not null and status not in ('RESOLVED', 'CLOSED', 'CANCELLED')`);
    this.addSql(
      "create index tasks_open_assignee on tasks (organisation_id, assignee_id, id) where state = 'OPEN' and assignee_id is not null",
    );
    this.addSql('alter table api_keys add column suspended_at timestamptz(3)');
    // Work that is still to be handed over or announced. A row is removed when nothing is left.
    this.addSql(`create table hand_overs (
      organisation_id uuid not null,
      user_id uuid not null,
      to_user_id uuid,
      to_queue_id uuid,
      asked_by_user_id uuid,
      asked_at timestamptz(3) not null,
      primary key (organisation_id, user_id),
      foreign key (organisation_id, user_id) references users (organisation_id, id),
      foreign key (organisation_id, to_user_id) references users (organisation_id, id),
      foreign key (organisation_id, to_queue_id) references queues (organisation_id, id),
      foreign key (organisation_id, asked_by_user_id) references users (organisation_id, id))`);
    this.isolate('hand_overs');
    this.addSql(`grant select, insert, update, delete on hand_overs to ${this.role}`);
    this.addSql(`create function hand_overs_to_continue(after uuid, at_most int) returns table (organisation_id uuid, id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  organisation uuid;
  through uuid := after;
  visited int := 0;
  taken_here int;
  taken int := 0;
begin
  for organisation in select o.id from organisations o where after is null or o.id > after order by o.id limit at_most loop
    return query select organisation, h.user_id from hand_overs h
      where h.organisation_id = organisation order by h.user_id limit at_most - taken;
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
    this.addSql('revoke all on function hand_overs_to_continue from public');
    this.addSql(`grant execute on function hand_overs_to_continue to ${this.role}`);
  }

  override down(): void {
    this.addSql('drop function hand_overs_to_continue');
    this.addSql('drop table hand_overs');
    this.addSql('alter table api_keys drop column suspended_at');
    this.addSql('drop index tasks_open_assignee');
    this.addSql('drop index tickets_open_assignee');
    this.addSql('alter table users drop column left_at');
  }
}
