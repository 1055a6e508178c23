import { TicketwireMigration } from './migration.js';

/**
 * What decides whether two people approve a change: who put whom into a team and when, who answers for a plan, by what right somebody was
 * asked, and which plans were withdrawn.
 */
export class Plans extends TicketwireMigration {
  override up(): void {
    this.addSql(`
      -- Null: a member before this was recorded.
      alter table team_members add column joined_at timestamptz(3);
      -- Null: not a lead, or before this was recorded.
      alter table team_members add column lead_since timestamptz(3);

      -- Who ever put a user into a team or made them its lead, also after the user has left the team.
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

      -- The user who created the API key that submitted the plan.
      alter table resolution_plans add column key_maker_id uuid;
      alter table resolution_plans add column withdrawn_at timestamptz(3);
      alter table resolution_plans add column withdrawn_by_user_id uuid;
      alter table resolution_plans add column withdrawn_by_key_id uuid;
      alter table resolution_plans add column withdrawal_reason text;
      alter table resolution_plans add constraint resolution_plans_key_maker_fkey
        foreign key (organisation_id, key_maker_id) references users (organisation_id, id);
      update resolution_plans p set key_maker_id = k.created_by_user_id from api_keys k
        where k.organisation_id = p.organisation_id and k.id = p.by_key_id;

      -- The teams whose members or leads were asked.
      alter table approvals add column team_ids uuid[] not null default '{}';
      alter table approvals add constraint approvals_team_ids_elements check (array_position(team_ids, null) is null);
      -- By what right: each is checked again at the decision.
      alter table approvers add column asked_as text[] not null default '{NAMED}'
        check (asked_as <@ '{NAMED,NAMED_STAFF,MEMBER,LEAD,ADMIN}' and asked_as <> '{}');
      alter table approvers add constraint approvers_asked_as_elements check (array_position(asked_as, null) is null);
      alter table approvers drop constraint approvers_decision_check;
      alter table approvers add constraint approvers_decision_check
        check (decision in ('APPROVED', 'REJECTED', 'DELEGATED', 'REMOVED'));

      -- Tickets of such a template are standard changes, which need no approval.
      alter table ticket_templates add column standard_change boolean not null default false;

      -- Access by an approval ends with it.
      delete from ticket_people tp where tp.participation = 'APPROVER' and not exists (
        select 1 from approvals a
        join approvers r on r.organisation_id = a.organisation_id and r.approval_id = a.id and r.user_id = tp.user_id
        join tickets t on t.organisation_id = a.organisation_id and t.id = a.ticket_id and t.status <> 'CANCELLED'
        where a.organisation_id = tp.organisation_id and a.ticket_id = tp.ticket_id and a.state in ('PENDING', 'APPROVED')
          and r.decision is distinct from 'DELEGATED');
    `);
    this.isolate('team_additions');
    this.addSql(`grant select, insert on team_additions to ${this.role}`);
  }

  override down(): void {
    this.addSql(`
      drop table team_additions;
      alter table team_members drop column lead_since;
      alter table team_members drop column joined_at;
      delete from approvers where decision = 'REMOVED';
      alter table approvers drop constraint approvers_decision_check;
      alter table approvers add constraint approvers_decision_check check (decision in ('APPROVED', 'REJECTED', 'DELEGATED'));
      alter table approvers drop column asked_as;
      alter table approvals drop column team_ids;
      alter table ticket_templates drop column standard_change;
      alter table resolution_plans drop column withdrawal_reason;
      alter table resolution_plans drop column withdrawn_by_key_id;
      alter table resolution_plans drop column withdrawn_by_user_id;
      alter table resolution_plans drop column withdrawn_at;
      alter table resolution_plans drop column key_maker_id;
    `);
  }
}
