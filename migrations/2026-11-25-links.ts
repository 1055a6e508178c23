import { TicketwireMigration } from './migration.js';

/** How tickets belong together: links, known errors of problems, major incidents. */
const tables = `
-- Directed edges: from one ticket to another, of one kind. One that was taken away is gone here; the log has its history.
create table ticket_links (
  organisation_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('PARENT_OF', 'BLOCKS', 'DUPLICATES', 'RELATED_TO', 'CAUSED_BY', 'FIXED_BY', 'PROBLEM_OF',
    'FOLLOW_UP_OF', 'SPLIT_FROM', 'MERGED_INTO')),
  from_ticket_id uuid not null,
  to_ticket_id uuid not null,
  created_by_user_id uuid,
  created_by_key_id uuid,
  created_at timestamptz(3) not null,
  primary key (organisation_id, id),
  unique (organisation_id, from_ticket_id, kind, to_ticket_id),
  check (from_ticket_id <> to_ticket_id),
  foreign key (organisation_id, from_ticket_id) references tickets (organisation_id, id),
  foreign key (organisation_id, to_ticket_id) references tickets (organisation_id, id),
  foreign key (organisation_id, created_by_user_id) references users (organisation_id, id),
  foreign key (organisation_id, created_by_key_id) references api_keys (organisation_id, id)
);
create index ticket_links_from on ticket_links (organisation_id, from_ticket_id, id);
create index ticket_links_to on ticket_links (organisation_id, to_ticket_id, id);
create unique index ticket_links_one_parent on ticket_links (organisation_id, to_ticket_id) where kind = 'PARENT_OF';
create unique index ticket_links_one_merge on ticket_links (organisation_id, from_ticket_id) where kind = 'MERGED_INTO';

-- An event that is about another ticket too is told only to those who see that one.
alter table events add column other_ticket_id uuid;
alter table events add foreign key (organisation_id, other_ticket_id) references tickets (organisation_id, id);

create table known_errors (
  organisation_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  symptoms text not null,
  root_cause text,
  workaround text not null,
  public_workaround text,
  version int not null default 1,
  recorded_by_user_id uuid,
  recorded_by_key_id uuid,
  recorded_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  retired_at timestamptz(3),
  retired_by_user_id uuid,
  retired_by_key_id uuid,
  retire_reason text,
  primary key (organisation_id, id),
  foreign key (organisation_id, ticket_id) references tickets (organisation_id, id),
  foreign key (organisation_id, recorded_by_user_id) references users (organisation_id, id),
  foreign key (organisation_id, recorded_by_key_id) references api_keys (organisation_id, id),
  foreign key (organisation_id, retired_by_user_id) references users (organisation_id, id),
  foreign key (organisation_id, retired_by_key_id) references api_keys (organisation_id, id)
);
create index known_errors_ticket on known_errors (organisation_id, ticket_id, id);
create unique index known_errors_standing on known_errors (organisation_id, ticket_id) where retired_at is null;

alter table tickets add column major_incident boolean not null default false;
-- Of a ticket that was merged into another: the status it had, and what it waited for if it was on hold.
alter table tickets add column merged_from text;
alter table tickets add column merged_hold jsonb;
alter table tickets add check (merged_from is null or status = 'CANCELLED');

create table major_incidents (
  organisation_id uuid not null,
  ticket_id uuid not null,
  reason text not null,
  lead_id uuid not null,
  declared_by_user_id uuid,
  declared_by_key_id uuid,
  declared_at timestamptz(3) not null,
  update_every_minutes int not null,
  next_update_due_at timestamptz(3) not null,
  -- Whether it was told already that this update is due.
  due_told boolean not null default false,
  ended_at timestamptz(3),
  ended_by_user_id uuid,
  ended_by_key_id uuid,
  end_summary text,
  downgraded boolean not null default false,
  primary key (organisation_id, ticket_id),
  foreign key (organisation_id, ticket_id) references tickets (organisation_id, id),
  foreign key (organisation_id, lead_id) references users (organisation_id, id),
  foreign key (organisation_id, declared_by_user_id) references users (organisation_id, id),
  foreign key (organisation_id, declared_by_key_id) references api_keys (organisation_id, id),
  foreign key (organisation_id, ended_by_user_id) references users (organisation_id, id),
  foreign key (organisation_id, ended_by_key_id) references api_keys (organisation_id, id)
);
create index major_incidents_due on major_incidents (next_update_due_at) where ended_at is null and not due_told;

-- Which comments are status updates of a major incident.
create table major_incident_updates (
  organisation_id uuid not null,
  ticket_id uuid not null,
  comment_id uuid not null,
  primary key (organisation_id, ticket_id, comment_id),
  foreign key (organisation_id, ticket_id) references major_incidents (organisation_id, ticket_id),
  foreign key (organisation_id, comment_id) references comments (organisation_id, id)
);
`;

const functions = `
-- Major incidents whose status update is due and was not told of, over all organisations. Nobody waits for news of one that is resolved.
create function due_major_incident_updates(at timestamptz, at_most int) returns table (organisation_id uuid, id uuid)
language sql stable security definer set search_path = public as $$
  select m.organisation_id, m.ticket_id from major_incidents m
  join tickets t on t.organisation_id = m.organisation_id and t.id = m.ticket_id
  where m.ended_at is null and not m.due_told and m.next_update_due_at <= at
    and t.status not in ('RESOLVED', 'CLOSED', 'CANCELLED')
  order by m.next_update_due_at limit at_most
$$;
`;

const tablesOfOrganisations = ['ticket_links', 'known_errors', 'major_incidents', 'major_incident_updates'];

export class Links extends TicketwireMigration {
  override up(): void {
    this.addSql(tables);
    this.addSql(functions);
    for (const table of tablesOfOrganisations) this.isolate(table);
    this.addSql(`
      revoke all on function due_major_incident_updates from public;
      grant execute on function due_major_incident_updates to ${this.role};
      grant select, insert, delete on ticket_links to ${this.role};
      grant select, insert, update on known_errors, major_incidents to ${this.role};
      grant select, insert on major_incident_updates to ${this.role};
    `);
  }

  override down(): void {
    this.addSql(`
      drop function due_major_incident_updates;
      drop table major_incident_updates, major_incidents, known_errors, ticket_links;
      alter table tickets drop column major_incident, drop column merged_from, drop column merged_hold;
      alter table events drop column other_ticket_id;
    `);
  }
}
