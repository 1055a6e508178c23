import { TicketwireMigration } from './migration.js';

/** What users do at tickets at this moment. It is unlogged, so a write costs little; after a crash it is empty, and clients say it again. */
export class Presences extends TicketwireMigration {
  override up(): void {
    this.addSql(`create unlogged table presences (
      organisation_id uuid not null,
      ticket_id uuid not null,
      session_id uuid not null,
      user_id uuid not null,
      activity text not null check (activity in ('VIEWING', 'ANSWERING')),
      arrived_at timestamptz(3) not null,
      expires_at timestamptz(3) not null,
      primary key (organisation_id, ticket_id, session_id),
      foreign key (organisation_id, user_id) references users (organisation_id, id),
      foreign key (organisation_id, ticket_id) references tickets (organisation_id, id)
    )`);
    this.addSql('create index presences_user on presences (organisation_id, user_id)');
    this.addSql('create index presences_expiry on presences (organisation_id, expires_at)');
    this.isolate('presences');
    this.addSql(`grant select, insert, update, delete on presences to ${this.role}`);
  }

  override down(): void {
    this.addSql('drop table presences');
  }
}
