import { TicketwireMigration } from './migration.js';

/** The alerts of one integration, by age. */
export class AlertsReads extends TicketwireMigration {
  override up(): void {
    this.addSql('create index alerts_integration on alerts (organisation_id, alert_integration_id, id)');
  }

  override down(): void {
    this.addSql('drop index alerts_integration');
  }
}
