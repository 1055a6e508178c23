import { TicketwireMigration } from './migration.js';

/** A program has an id of its own, so that authors of tickets and comments do not show the ids of API keys. */
export class Integrations extends TicketwireMigration {
  override up(): void {
    this.addSql('alter table api_keys add column integration_id uuid not null default gen_random_uuid()');
    this.addSql('create unique index api_keys_integration on api_keys (organisation_id, integration_id)');
  }

  override down(): void {
    this.addSql('alter table api_keys drop column integration_id');
  }
}
