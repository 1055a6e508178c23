import { TicketwireMigration } from './migration.js';

/** How many tickets each queue has, by the values that dashboards count. The events of a transaction keep them. */
export class TicketCounts extends TicketwireMigration {
  override up(): void {
    // Rows are updated often: a page has room for their next versions.
    this.addSql(`create table ticket_counts (
      organisation_id uuid not null,
      queue_id uuid not null,
      status text not null,
      type text not null,
      priority smallint not null,
      is_assigned boolean not null,
      tickets int not null,
      primary key (organisation_id, queue_id, status, type, priority, is_assigned),
      foreign key (organisation_id, queue_id) references queues (organisation_id, id)
    ) with (fillfactor = 50)`);
    this.isolate('ticket_counts');
    this.addSql(`grant select, insert, update on ticket_counts to ${this.role}`);
    this.addSql(`do $$
declare
  organisation uuid;
begin
  for organisation in select id from organisations loop
    insert into ticket_counts (organisation_id, queue_id, status, type, priority, is_assigned, tickets)
    select organisation, t.queue_id, t.status, t.type, t.priority, t.assignee_id is not null, count(*)
    from tickets t where t.organisation_id = organisation
    group by t.queue_id, t.status, t.type, t.priority, t.assignee_id is not null;
  end loop;
end $$`);
  }

  override down(): void {
    this.addSql('drop table ticket_counts');
  }
}
