import { TicketwireMigration } from './migration.js';

/** A session can be renewed: the hash of its next token, until that is used first. */
export class RenewedSessions extends TicketwireMigration {
  override up(): void {
    this.addSql('alter table sessions add column next_hash bytea');
    this.addSql(
      'create unique index sessions_next_token on sessions (organisation_id, next_hash) where next_hash is not null',
    );
  }

  override down(): void {
    this.addSql('alter table sessions drop column next_hash');
  }
}
