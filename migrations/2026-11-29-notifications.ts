import { TicketwireMigration } from './migration.js';

/** Notifications of people, and how far each organisation's log was read for them. */
export class Notifications extends TicketwireMigration {
  override up(): void {
    this.addSql(`create table notification_positions (
      organisation_id uuid primary key references organisations (id),
      -- The last event that was read.
      number bigint not null
    )`);
    // Nobody is notified of what happened before.
    this.addSql(
      'insert into notification_positions (organisation_id, number) select h.organisation_id, h.number from event_heads h',
    );
    this.addSql(`create table notifications (
      organisation_id uuid not null,
      id uuid not null,
      user_id uuid not null,
      ticket_id uuid not null,
      event_number bigint not null,
      kind text not null,
      -- Whether it is shown only to those who can see the event, and not only its ticket.
      of_event boolean not null,
      created_at timestamptz(3) not null,
      read_at timestamptz(3),
      primary key (organisation_id, id),
      unique (organisation_id, user_id, event_number),
      foreign key (organisation_id, user_id) references users (organisation_id, id),
      foreign key (organisation_id, ticket_id) references tickets (organisation_id, id)
    )`);
    this.addSql('create index notifications_person on notifications (organisation_id, user_id, id)');
    this.addSql(
      'create index notifications_unread on notifications (organisation_id, user_id, id) where read_at is null',
    );
    this.addSql('create index notifications_age on notifications (organisation_id, created_at)');
    this.addSql('create index notifications_ticket on notifications (organisation_id, ticket_id)');
    for (const table of ['notification_positions', 'notifications']) this.isolate(table);
    this.addSql(`grant select, insert, update on notification_positions to ${this.role}`);
    this.addSql(`grant select, insert, update, delete on notifications to ${this.role}`);
    // Organisations whose log has events that were not read. A function over all organisations: see 2026-11-28-organisation-loops.ts.
    this.addSql(`
create function due_notifications(after uuid, at_most int) returns table (organisation_id uuid, id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  organisation uuid;
  through uuid := after;
  visited int := 0;
  taken_here int;
  taken int := 0;
begin
  for organisation in select o.id from organisations o where after is null or o.id > after order by o.id limit at_most loop
    return query select organisation, organisation where (select h.number from event_heads h where h.organisation_id = organisation)
      > coalesce((select p.number from notification_positions p where p.organisation_id = organisation), 0);
    get diagnostics taken_here = row_count;
    taken := taken + taken_here;
    through := organisation;
    visited := visited + 1;
    exit when taken >= at_most;
  end loop;
  if taken < at_most and visited < at_most then return; end if;
  organisation_id := through;
  id := null;
  return next;
end $$`);
    this.addSql('revoke all on function due_notifications from public');
    this.addSql(`grant execute on function due_notifications to ${this.role}`);
  }

  override down(): void {
    this.addSql('drop function due_notifications');
    this.addSql('drop table notifications');
    this.addSql('drop table notification_positions');
  }
}
