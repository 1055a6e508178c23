import { TicketwireMigration } from './migration.js';

/** Saved views of tickets. */
export class SavedViews extends TicketwireMigration {
  override up(): void {
    // Filter and order are JSON texts, as they were given.
    this.addSql(`create table saved_views (
      organisation_id uuid not null references organisations (id),
      id uuid not null,
      name text collate natural_order not null,
      filter text,
      order_by text,
      columns text[] not null,
      sharing text not null check (sharing in ('PRIVATE', 'TEAM', 'ORGANISATION')),
      team_id uuid,
      created_by_user_id uuid,
      created_by_key_id uuid,
      audience_id uuid not null generated always as (
        case sharing when 'PRIVATE' then created_by_user_id when 'TEAM' then team_id else organisation_id end) stored,
      version int not null,
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null,
      primary key (organisation_id, id),
      foreign key (organisation_id, team_id) references teams (organisation_id, id),
      foreign key (organisation_id, created_by_user_id) references users (organisation_id, id),
      foreign key (organisation_id, created_by_key_id) references api_keys (organisation_id, id),
      check ((sharing = 'TEAM') = (team_id is not null)),
      constraint saved_views_columns_elements check (array_position(columns, null) is null))`);
    this.addSql('create index saved_views_audience on saved_views (organisation_id, audience_id, name, id)');
    this.isolate('saved_views');
    this.addSql(`grant select, insert, update, delete on saved_views to ${this.role}`);
  }

  override down(): void {
    this.addSql('drop table saved_views');
  }
}
