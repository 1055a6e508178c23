import { TicketwireMigration } from './migration.js';

/** A way to the tickets of each condition of the filter that matches few tickets. */
const paths = `
create index tickets_impact on tickets (organisation_id, impact);
create index tickets_urgency on tickets (organisation_id, urgency);
create index tickets_change_kind on tickets (organisation_id, change_kind) where change_kind is not null;
create index tickets_hold_reason on tickets (organisation_id, hold_reason) where hold_reason is not null;
create index tickets_resume_at on tickets (organisation_id, hold_resume_at) where hold_resume_at is not null;
create index tickets_resolution_code on tickets (organisation_id, resolution_code) where resolution_code is not null;
create index tickets_reported_at on tickets (organisation_id, reported_at, id);
create index tickets_resolved_at on tickets (organisation_id, resolved_at) where resolved_at is not null;
create index tickets_closed_at on tickets (organisation_id, closed_at) where closed_at is not null;
create index tickets_author on tickets (organisation_id, created_by_user_id) where created_by_user_id is not null;
create index tickets_major on tickets (organisation_id, id) where major_incident;
create index ticket_forms_form on ticket_forms (organisation_id, form_id, ticket_id);
create index tickets_author_key on tickets (organisation_id, created_by_key_id) where created_by_key_id is not null;
`;

export class Filters extends TicketwireMigration {
  override up(): void {
    this.addSql(paths);
  }

  override down(): void {
    this.addSql(`
      drop index tickets_impact, tickets_urgency, tickets_change_kind, tickets_hold_reason, tickets_resume_at, tickets_resolution_code,
        tickets_reported_at, tickets_resolved_at, tickets_closed_at, tickets_author, tickets_author_key,
        tickets_major, ticket_forms_form;
    `);
  }
}
