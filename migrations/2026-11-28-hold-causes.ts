import { TicketwireMigration } from './migration.js';

/** Finds the tickets that are on hold for another one. */
export class HoldCauses extends TicketwireMigration {
  override up(): void {
    this.addSql(
      'create index tickets_held_for on tickets (organisation_id, hold_linked_ticket_id) where hold_linked_ticket_id is not null',
    );
  }

  override down(): void {
    this.addSql('drop index tickets_held_for');
  }
}
