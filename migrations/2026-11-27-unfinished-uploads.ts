import { TicketwireMigration } from './migration.js';

/** Finds what one user or key has announced and not completed. */
export class UnfinishedUploads extends TicketwireMigration {
  override up(): void {
    this.addSql(`create index attachments_unfinished
      on attachments (organisation_id, coalesce(uploaded_by_user_id, uploaded_by_key_id), expires_at) where state = 'PENDING'`);
  }

  override down(): void {
    this.addSql('drop index attachments_unfinished');
  }
}
