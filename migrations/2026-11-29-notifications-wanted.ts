import { TicketwireMigration } from './migration.js';

/** How people want to be notified. */
export class NotificationPreferences extends TicketwireMigration {
  override up(): void {
    this.addSql(`create table notification_preferences (
      organisation_id uuid not null,
      user_id uuid not null,
      -- Each as 'KIND CHANNEL'.
      disabled jsonb not null,
      -- Minutes of the day; both or none.
      quiet_start smallint check (quiet_start between 0 and 1439),
      quiet_end smallint check (quiet_end between 0 and 1439),
      primary key (organisation_id, user_id),
      foreign key (organisation_id, user_id) references users (organisation_id, id),
      check ((quiet_start is null) = (quiet_end is null)))`);
    this.isolate('notification_preferences');
    this.addSql(`grant select, insert, update on notification_preferences to ${this.role}`);
    // One that a person wants over other channels only is in no feed.
    this.addSql('alter table notifications add column in_feed boolean not null default true');
  }

  override down(): void {
    this.addSql('alter table notifications drop column in_feed');
    this.addSql('drop table notification_preferences');
  }
}
