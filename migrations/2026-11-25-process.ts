import { Migration } from '@mikro-orm/migrations';
import { wall } from './wall.js';

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
  remind_at timestamptz(3),
  decided_at timestamptz(3),
  primary key (organisation_id, id),
  unique (organisation_id, plan_id),
  foreign key (organisation_id, ticket_id) references tickets (organisation_id, id),
  foreign key (organisation_id, plan_id) references resolution_plans (organisation_id, id)
);
create index approvals_ticket on approvals (organisation_id, ticket_id, id);

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

-- Approvers see what they are asked to approve.
alter table ticket_people drop constraint ticket_people_relation_check;
alter table ticket_people add constraint ticket_people_relation_check check (relation in ('WATCHER', 'AFFECTED', 'APPROVER'));
`;

const tablesOfOrganisations = [
  'diagnoses',
  'resolution_plans',
  'tasks',
  'verifications',
  'evidence',
  'approvals',
  'approvers',
];

export class Process extends Migration {
  override up(): void {
    this.addSql(tables);
    for (const table of tablesOfOrganisations) this.addSql(wall(table, 'organisation_id'));
    this.addSql(`
      grant select, insert on diagnoses, verifications, evidence to ticketwire_app;
      grant select, insert, update on resolution_plans, tasks, approvals, approvers to ticketwire_app;
    `);
  }

  override down(): void {
    this.addSql(`
      delete from ticket_people where relation = 'APPROVER';
      alter table ticket_people drop constraint ticket_people_relation_check;
      alter table ticket_people add constraint ticket_people_relation_check check (relation in ('WATCHER', 'AFFECTED'));
      drop table ${tablesOfOrganisations.reverse().join(', ')};
    `);
  }
}
