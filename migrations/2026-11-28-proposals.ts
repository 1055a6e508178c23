import { TicketwireMigration } from './migration.js';

/** Who proposed a resolution, and when: until now, who completed the implementation. */
export class Proposals extends TicketwireMigration {
  override up(): void {
    this.addSql(`
      alter table resolution_plans add column proposed_at timestamptz(3), add column proposed_by_user_id uuid,
        add column proposed_by_key_id uuid,
        add foreign key (organisation_id, proposed_by_user_id) references users (organisation_id, id),
        add foreign key (organisation_id, proposed_by_key_id) references api_keys (organisation_id, id);
      update resolution_plans set proposed_at = completed_at, proposed_by_user_id = completed_by_user_id,
        proposed_by_key_id = completed_by_key_id where proposed_code is not null;
    `);
  }

  override down(): void {
    this.addSql(`
      alter table resolution_plans drop column proposed_at, drop column proposed_by_user_id, drop column proposed_by_key_id;
    `);
  }
}
