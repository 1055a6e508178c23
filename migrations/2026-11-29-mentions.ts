import { TicketwireMigration } from './migration.js';

/** Whom comments mention. */
export class Mentions extends TicketwireMigration {
  override up(): void {
    this.addSql(`create table comment_mentions (
      organisation_id uuid not null,
      comment_id uuid not null,
      user_id uuid not null,
      primary key (organisation_id, comment_id, user_id),
      foreign key (organisation_id, comment_id) references comments (organisation_id, id),
      foreign key (organisation_id, user_id) references users (organisation_id, id)
    )`);
    this.addSql('create index comment_mentions_user on comment_mentions (organisation_id, user_id)');
    // A name is the beginning of an address, whatever the collation of the database.
    this.addSql('create index users_address_range on users (organisation_id, email collate "C")');
    this.isolate('comment_mentions');
    this.addSql(`grant select, insert on comment_mentions to ${this.role}`);
  }

  override down(): void {
    this.addSql('drop index users_address_range');
    this.addSql('drop table comment_mentions');
  }
}
