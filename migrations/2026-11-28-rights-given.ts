import { TicketwireMigration } from './migration.js';

/**
 * Who gave whom what can make them an approver. A plan is not approved by users who are approvers only because its submitter made them so.
 * It replaces the record of who put whom into a team.
 */
export class RightsGiven extends TicketwireMigration {
  override up(): void {
    this.addSql(`
      create table rights_given (
        organisation_id uuid not null references organisations (id),
        -- A user, or a team.
        to_id uuid not null,
        kind text not null check (kind in ('TEAM', 'ROLE', 'ACCOUNT', 'POLICY', 'QUEUE')),
        -- The id of the team, policy or queue; the role.
        of text not null,
        by_user_id uuid not null,
        given_at timestamptz(3) not null,
        primary key (organisation_id, to_id, kind, of, by_user_id),
        foreign key (organisation_id, by_user_id) references users (organisation_id, id)
      );
      insert into rights_given (organisation_id, to_id, kind, of, by_user_id, given_at)
        select organisation_id, user_id, 'TEAM', team_id::text, by_user_id, added_at from team_additions;
      drop table team_additions;
    `);
    this.isolate('rights_given');
    this.addSql(`grant select, insert on rights_given to ${this.role}`);
  }

  override down(): void {
    this.addSql(`
      create table team_additions (
        organisation_id uuid not null,
        team_id uuid not null,
        user_id uuid not null,
        by_user_id uuid not null,
        added_at timestamptz(3) not null,
        primary key (organisation_id, team_id, user_id, by_user_id),
        foreign key (organisation_id, team_id) references teams (organisation_id, id),
        foreign key (organisation_id, user_id) references users (organisation_id, id),
        foreign key (organisation_id, by_user_id) references users (organisation_id, id)
      );
      insert into team_additions (organisation_id, team_id, user_id, by_user_id, added_at)
        select organisation_id, of::uuid, to_id, by_user_id, given_at from rights_given where kind = 'TEAM';
      drop table rights_given;
    `);
    this.isolate('team_additions');
    this.addSql(`grant select, insert on team_additions to ${this.role}`);
  }
}
