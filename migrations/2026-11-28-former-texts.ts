import { TicketwireMigration } from './migration.js';

// Both names that events have had for the description of a ticket.
const redactDescription = `
create function redact_description(organisation uuid, ticket uuid) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  update events e set changes = (
    select jsonb_agg(case when c.change ->> 'field' in ('Ticket.description', 'description')
      then c.change || '{"from": null, "to": null}' else c.change end order by c.place)
    from jsonb_array_elements(e.changes) with ordinality c (change, place))
  where e.organisation_id = organisation and organisation = public.app_organisation() and e.ticket_id = ticket
    and (e.changes @> '[{"field": "Ticket.description"}]' or e.changes @> '[{"field": "description"}]')
$$`;

/** Former texts of comments, and who redacted a comment. Stored events change only by the redaction of a description. */
export class FormerTexts extends TicketwireMigration {
  override up(): void {
    this.addSql(`create table comment_edits (
      organisation_id uuid not null,
      comment_id uuid not null,
      version int not null,
      body text not null,
      edited_at timestamptz(3) not null,
      edited_by_user_id uuid,
      edited_by_key_id uuid,
      primary key (organisation_id, comment_id, version),
      foreign key (organisation_id, comment_id) references comments (organisation_id, id))`);
    this.isolate('comment_edits');
    this.addSql(`grant select, insert, delete on comment_edits to ${this.role}`);
    this.addSql(
      'alter table comments add column redacted_at timestamptz(3), add column redacted_by_user_id uuid, add column redacted_by_key_id uuid',
    );
    this.addSql(redactDescription);
    this.addSql('revoke all on function redact_description from public');
    this.addSql(`grant execute on function redact_description to ${this.role}`);
  }

  override down(): void {
    this.addSql('drop function redact_description');
    this.addSql(
      'alter table comments drop column redacted_at, drop column redacted_by_user_id, drop column redacted_by_key_id',
    );
    this.addSql('drop table comment_edits');
  }
}
