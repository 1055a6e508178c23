import { TicketwireMigration } from './migration.js';

/**
 * Former numbers of tickets that were reclassified: rows to find a ticket by them, and the same on the ticket, for the facts of its events.
 */
export class Reclassified extends TicketwireMigration {
  override up(): void {
    this.addSql(`
      create table former_ticket_numbers (
        organisation_id uuid not null,
        type text not null,
        number int not null,
        ticket_id uuid not null,
        primary key (organisation_id, type, number),
        foreign key (organisation_id, ticket_id) references tickets (organisation_id, id)
      );
      alter table tickets add column former_numbers text[] not null default '{}'
        constraint tickets_former_numbers_elements check (array_position(former_numbers, null) is null);
    `);
    this.isolate('former_ticket_numbers');
    this.addSql(`grant select, insert on former_ticket_numbers to ${this.role}`);
  }

  override down(): void {
    this.addSql(`
      alter table tickets drop column former_numbers;
      drop table former_ticket_numbers;
    `);
  }
}
