import { TicketwireMigration } from './migration.js';

/** Participations of users in tickets: what they are, and whether they give access to a ticket of a `TEAM` queue. */
export class Participations extends TicketwireMigration {
  override up(): void {
    this.addSql('alter table ticket_people rename column relation to participation');
    this.addSql('alter table ticket_people rename column asked_in to grants_access');
    this.addSql(
      'alter table ticket_people rename constraint ticket_people_relation_check to ticket_people_participation_check',
    );
  }

  override down(): void {
    this.addSql(
      'alter table ticket_people rename constraint ticket_people_participation_check to ticket_people_relation_check',
    );
    this.addSql('alter table ticket_people rename column grants_access to asked_in');
    this.addSql('alter table ticket_people rename column participation to relation');
  }
}
