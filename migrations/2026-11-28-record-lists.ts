import { TicketwireMigration } from './migration.js';

/** Indexes of the lists of tasks and approvals. */
export class RecordLists extends TicketwireMigration {
  override up(): void {
    this.addSql(
      'create index tasks_assignee on tasks (organisation_id, assignee_id, id) where assignee_id is not null',
    );
    this.addSql("create index tasks_open on tasks (organisation_id, id) where state = 'OPEN'");
    this.addSql("create index approvals_pending on approvals (organisation_id, id) where state = 'PENDING'");
  }

  override down(): void {
    this.addSql('drop index tasks_assignee, tasks_open, approvals_pending');
  }
}
