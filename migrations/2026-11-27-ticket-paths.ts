import { TicketwireMigration } from './migration.js';

/**
 * A way to the tickets of every condition of the filter. The operators of arrays can not use an index under row-level security, so the
 * labels of a ticket are rows as well: rows to find tickets by, and the same list on the ticket, for what is shown of it.
 */
const paths = `
create table ticket_labels (
  organisation_id uuid not null,
  ticket_id uuid not null,
  label text not null,
  primary key (organisation_id, ticket_id, label),
  foreign key (organisation_id, ticket_id) references tickets (organisation_id, id)
);
insert into ticket_labels (organisation_id, ticket_id, label)
  select t.organisation_id, t.id, given.label from tickets t cross join unnest(t.labels) given (label) on conflict do nothing;
create index ticket_labels_label on ticket_labels (organisation_id, label, ticket_id);

create index tickets_status on tickets (organisation_id, status);
create index tickets_channel on tickets (organisation_id, channel);
create index tickets_category on tickets (organisation_id, category_id) where category_id is not null;
create index tickets_subcategory on tickets (organisation_id, subcategory_id) where subcategory_id is not null;
`;

export class TicketPaths extends TicketwireMigration {
  override up(): void {
    this.addSql(paths);
    this.isolate('ticket_labels');
    this.addSql(`grant select, insert, delete on ticket_labels to ${this.role}`);
  }

  override down(): void {
    this.addSql(`
      drop index tickets_subcategory, tickets_category, tickets_channel, tickets_status;
      drop table ticket_labels;
    `);
  }
}
