import { TicketwireMigration } from './migration.js';

/**
 * The records of the work on a ticket: what was found, what was planned, who has to approve it, what was done, and how that was
 * verified. A record is never overwritten by a later one: each belongs to a cycle of resolution, and their ids are in order.
 */
const tables = `
create table diagnoses (
  organisation_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  cycle int not null,
  findings text not null,
  root_cause text,
  root_cause_unknown_reason text,
  by_user_id uuid,
  by_key_id uuid,
  recorded_at timestamptz(3) not null,
  occurred_at timestamptz(3) not null,
  primary key (organisation_id, id),
  check ((root_cause is null) <> (root_cause_unknown_reason is null)),
  foreign key (organisation_id, ticket_id) references tickets (organisation_id, id),
  foreign key (organisation_id, by_user_id) references users (organisation_id, id),
  foreign key (organisation_id, by_key_id) references api_keys (organisation_id, id)
);
create index diagnoses_ticket on diagnoses (organisation_id, ticket_id, id);

create table resolution_plans (
  organisation_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  cycle int not null,
  kind text not null check (kind in ('FIX', 'WORKAROUND', 'FULFILMENT')),
  summary text not null,
  risk text check (risk in ('HIGH', 'MEDIUM', 'LOW')),
  rollback_plan text,
  window_start timestamptz(3),
  window_end timestamptz(3),
  by_user_id uuid,
  by_key_id uuid,
  recorded_at timestamptz(3) not null,
  occurred_at timestamptz(3) not null,
  -- How it was carried out.
  started_at timestamptz(3),
  started_by_user_id uuid,
  started_by_key_id uuid,
  outside_window_reason text,
  completed_at timestamptz(3),
  completed_by_user_id uuid,
  completed_by_key_id uuid,
  outcome text check (outcome in ('IMPLEMENTED', 'ROLLED_BACK')),
  notes text,
  proposed_code text,
  proposed_notes text,
  primary key (organisation_id, id),
  check ((window_start is null) = (window_end is null) and window_start < window_end),
  foreign key (organisation_id, ticket_id) references tickets (organisation_id, id),
  foreign key (organisation_id, by_user_id) references users (organisation_id, id),
  foreign key (organisation_id, by_key_id) references api_keys (organisation_id, id),
  foreign key (organisation_id, started_by_user_id) references users (organisation_id, id),
  foreign key (organisation_id, started_by_key_id) references api_keys (organisation_id, id),
  foreign key (organisation_id, completed_by_user_id) references users (organisation_id, id),
  foreign key (organisation_id, completed_by_key_id) references api_keys (organisation_id, id)
);
create index resolution_plans_ticket on resolution_plans (organisation_id, ticket_id, id);
create index resolution_plans_window on resolution_plans (organisation_id, window_start, id) where window_start is not null;

create table tasks (
  organisation_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  plan_id uuid not null,
  position int not null,
  title text not null,
  description text,
  assignee_id uuid,
  state text not null check (state in ('OPEN', 'DONE', 'SKIPPED')),
  note text,
  finished_at timestamptz(3),
  finished_by_user_id uuid,
  finished_by_key_id uuid,
  primary key (organisation_id, id),
  unique (organisation_id, plan_id, position),
  foreign key (organisation_id, ticket_id) references tickets (organisation_id, id),
  foreign key (organisation_id, plan_id) references resolution_plans (organisation_id, id),
  foreign key (organisation_id, assignee_id) references users (organisation_id, id),
  foreign key (organisation_id, finished_by_user_id) references users (organisation_id, id),
  foreign key (organisation_id, finished_by_key_id) references api_keys (organisation_id, id)
);

create table verifications (
  organisation_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  cycle int not null,
  outcome text not null check (outcome in ('PASSED', 'FAILED')),
  method text not null,
  evidence text,
  by_user_id uuid,
  by_key_id uuid,
  recorded_at timestamptz(3) not null,
  occurred_at timestamptz(3) not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, ticket_id) references tickets (organisation_id, id),
  foreign key (organisation_id, by_user_id) references users (organisation_id, id),
  foreign key (organisation_id, by_key_id) references api_keys (organisation_id, id)
);
create index verifications_ticket on verifications (organisation_id, ticket_id, id);

-- Attachments that a diagnosis or verification rests on.
create table evidence (
  organisation_id uuid not null,
  record_id uuid not null,
  attachment_id uuid not null,
  primary key (organisation_id, record_id, attachment_id),
  foreign key (organisation_id, attachment_id) references attachments (organisation_id, id)
);

-- Asked of named people for one plan. What an approver decides is written once.
create table approvals (
  organisation_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  plan_id uuid not null,
  rule text not null check (rule in ('ANY_ONE', 'ALL_OF', 'QUORUM')),
  needed int not null check (needed > 0),
  state text not null check (state in ('PENDING', 'APPROVED', 'REJECTED', 'WITHDRAWN')),
  requested_at timestamptz(3) not null,
  due_at timestamptz(3),
  -- Null when there is nothing to remind of, or it was done.
  remind_at timestamptz(3),
  overdue boolean not null default false,
  decided_at timestamptz(3),
  primary key (organisation_id, id),
  unique (organisation_id, plan_id),
  foreign key (organisation_id, ticket_id) references tickets (organisation_id, id),
  foreign key (organisation_id, plan_id) references resolution_plans (organisation_id, id)
);
create index approvals_ticket on approvals (organisation_id, ticket_id, id);
create index approvals_reminders on approvals (remind_at) where state = 'PENDING' and remind_at is not null;
create index approvals_due on approvals (due_at) where state = 'PENDING' and due_at is not null and not overdue;

create table approvers (
  organisation_id uuid not null,
  approval_id uuid not null,
  user_id uuid not null,
  delegated_by_user_id uuid,
  decision text check (decision in ('APPROVED', 'REJECTED', 'DELEGATED')),
  reason text,
  decided_at timestamptz(3),
  primary key (organisation_id, approval_id, user_id),
  check ((decision is null) = (decided_at is null)),
  foreign key (organisation_id, approval_id) references approvals (organisation_id, id),
  foreign key (organisation_id, user_id) references users (organisation_id, id),
  foreign key (organisation_id, delegated_by_user_id) references users (organisation_id, id)
);
create index approvers_user on approvers (organisation_id, user_id, approval_id);

create table approval_policies (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  name text not null,
  ticket_type text not null,
  change_kind text check (change_kind in ('NORMAL', 'STANDARD', 'EMERGENCY')),
  risk text check (risk in ('HIGH', 'MEDIUM', 'LOW')),
  category_id uuid,
  rule text not null check (rule in ('ANY_ONE', 'ALL_OF', 'QUORUM')),
  quorum int check (quorum > 0),
  due_hours int,
  remind_hours int,
  active boolean not null,
  version int not null,
  created_at timestamptz(3) not null,
  primary key (organisation_id, id),
  unique (organisation_id, name),
  check ((rule = 'QUORUM') = (quorum is not null)),
  foreign key (organisation_id, category_id) references categories (organisation_id, id)
);

create table approval_policy_users (
  organisation_id uuid not null,
  policy_id uuid not null,
  user_id uuid not null,
  primary key (organisation_id, policy_id, user_id),
  foreign key (organisation_id, policy_id) references approval_policies (organisation_id, id),
  foreign key (organisation_id, user_id) references users (organisation_id, id)
);

create table approval_policy_teams (
  organisation_id uuid not null,
  policy_id uuid not null,
  team_id uuid not null,
  primary key (organisation_id, policy_id, team_id),
  foreign key (organisation_id, policy_id) references approval_policies (organisation_id, id),
  foreign key (organisation_id, team_id) references teams (organisation_id, id)
);

-- Approvers see what they are asked to approve.
alter table ticket_people drop constraint ticket_people_relation_check;
alter table ticket_people add constraint ticket_people_relation_check check (relation in ('WATCHER', 'AFFECTED', 'APPROVER'));
`;

const functions = `
-- Approvals whose reminder is due, or that are overdue. Only while the ticket waits for them: on hold, time does not press.
create function due_approvals(at timestamptz, what text, at_most int) returns table (organisation_id uuid, id uuid)
language sql stable security definer set search_path = public as $$
  select a.organisation_id, a.id from approvals a
  join tickets t on t.organisation_id = a.organisation_id and t.id = a.ticket_id and t.status = 'AWAITING_APPROVAL'
  where a.state = 'PENDING' and what = 'REMIND' and a.remind_at <= at
  union all
  select a.organisation_id, a.id from approvals a
  join tickets t on t.organisation_id = a.organisation_id and t.id = a.ticket_id and t.status = 'AWAITING_APPROVAL'
  where a.state = 'PENDING' and what = 'DUE' and a.due_at <= at and not a.overdue
  limit at_most
$$;
`;

const tablesOfOrganisations = [
  'diagnoses',
  'resolution_plans',
  'tasks',
  'verifications',
  'evidence',
  'approvals',
  'approvers',
  'approval_policies',
  'approval_policy_users',
  'approval_policy_teams',
];

export class Process extends TicketwireMigration {
  override up(): void {
    this.addSql(tables);
    this.addSql(functions);
    for (const table of tablesOfOrganisations) this.isolate(table);
    this.addSql(`
      grant select, insert on diagnoses, verifications, evidence to ${this.role};
      grant select, insert, update on resolution_plans, tasks, approvals, approvers, approval_policies
        to ${this.role};
      grant select, insert, delete on approval_policy_users, approval_policy_teams to ${this.role};
      revoke all on function due_approvals from public;
      grant execute on function due_approvals to ${this.role};
    `);
  }

  override down(): void {
    this.addSql(`
      drop function due_approvals;
      delete from ticket_people where relation = 'APPROVER';
      alter table ticket_people drop constraint ticket_people_relation_check;
      alter table ticket_people add constraint ticket_people_relation_check check (relation in ('WATCHER', 'AFFECTED'));
      drop table ${tablesOfOrganisations.reverse().join(', ')};
    `);
  }
}
