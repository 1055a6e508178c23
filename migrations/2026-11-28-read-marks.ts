import { TicketwireMigration } from './migration.js';

/** Up to where users have read tickets. */
export class ReadMarks extends TicketwireMigration {
  override up(): void {
    this.addSql(`create table read_marks (
      organisation_id uuid not null,
      user_id uuid not null,
      ticket_id uuid not null,
      -- The last event of the ticket that was read.
      number bigint not null,
      primary key (organisation_id, user_id, ticket_id),
      foreign key (organisation_id, user_id) references users (organisation_id, id),
      foreign key (organisation_id, ticket_id) references tickets (organisation_id, id)
    )`);
    this.addSql('create index read_marks_number on read_marks (organisation_id, user_id, number)');
    this.isolate('read_marks');
    this.addSql(`grant select, insert, update, delete on read_marks to ${this.role}`);
  }

  override down(): void {
    this.addSql('drop table read_marks');
  }
}
