import { TicketwireMigration } from './migration.js';

/** An upload can be announced and checked before its ticket exists. It counts as unfinished until a ticket takes it. */
export class UploadsWithoutTicket extends TicketwireMigration {
  override up(): void {
    this.addSql('alter table attachments alter column ticket_id drop not null');
    this.addSql('alter table attachments drop constraint attachments_state_check');
    this.addSql(`alter table attachments
      add constraint attachments_state_check check (state in ('PENDING', 'CHECKED', 'READY', 'DELETED')),
      add constraint attachments_of_a_ticket check (ticket_id is not null or state <> 'READY')`);
    this.#unfinished("state in ('PENDING', 'CHECKED')");
  }

  override down(): void {
    this.#unfinished("state = 'PENDING'");
    this.addSql('delete from attachments where ticket_id is null');
    this.addSql(
      `alter table attachments drop constraint attachments_state_check, drop constraint attachments_of_a_ticket`,
    );
    this.addSql(`alter table attachments
      add constraint attachments_state_check check (state in ('PENDING', 'READY', 'DELETED'))`);
    this.addSql('alter table attachments alter column ticket_id set not null');
  }

  #unfinished(states: string): void {
    this.addSql('drop index attachments_unfinished');
    this.addSql(`create index attachments_unfinished
      on attachments (organisation_id, coalesce(uploaded_by_user_id, uploaded_by_key_id), expires_at) where ${states}`);
  }
}
