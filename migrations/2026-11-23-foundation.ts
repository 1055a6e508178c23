import { TicketwireMigration } from './migration.js';

/**
 * Tables of an organisation's data carry `organisation_id` first in every key, so that the database itself refuses a
 * reference across organisations. Row-level security isolates organisations for the serving role too, which
 * owns nothing. What has to be known before the organisation is (tokens, sign-in, sweeping) goes through narrow functions.
 */
const tables = `
create function app_organisation() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.organisation_id', true), '')::uuid $$;

create table organisations (
  id uuid primary key,
  name text not null,
  priority_matrix jsonb,
  -- Set where accounts have public passwords: SEEDING until the demo data is complete.
  demo text check (demo in ('SEEDING', 'SEEDED')),
  default_queue_id uuid,
  created_at timestamptz(3) not null default now()
);

-- The number of the last event of an organisation. A row of its own: it is updated by every change, as its last statement.
create table event_heads (
  organisation_id uuid primary key references organisations (id),
  number bigint not null default 0
) with (fillfactor = 50);

create table users (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  name text not null,
  email text not null,
  role text not null check (role in ('REQUESTER', 'AGENT', 'LEAD', 'ADMIN')),
  password_hash text,
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  primary key (organisation_id, id)
);
-- Addresses are kept in lower case.
create unique index users_email on users (email);
create index users_email_within on users (organisation_id, email);
create index users_name on users (organisation_id, name, id);

create table teams (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  name text not null,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, name)
);

create table team_members (
  organisation_id uuid not null,
  team_id uuid not null,
  user_id uuid not null,
  lead boolean not null default false,
  primary key (organisation_id, team_id, user_id),
  foreign key (organisation_id, team_id) references teams (organisation_id, id),
  foreign key (organisation_id, user_id) references users (organisation_id, id)
);
create index team_members_user on team_members (organisation_id, user_id);

create table queues (
  organisation_id uuid not null,
  id uuid not null,
  name text not null,
  team_id uuid not null,
  visibility text not null default 'ORGANISATION' check (visibility in ('ORGANISATION', 'TEAM')),
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, name),
  foreign key (organisation_id, team_id) references teams (organisation_id, id)
);
create index queues_team on queues (organisation_id, team_id);
alter table organisations add foreign key (id, default_queue_id) references queues (organisation_id, id);

create table categories (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  name text not null,
  ticket_type text not null,
  parent_id uuid,
  created_at timestamptz(3) not null default now(),
  primary key (organisation_id, id),
  unique nulls not distinct (organisation_id, ticket_type, parent_id, name),
  foreign key (organisation_id, parent_id) references categories (organisation_id, id)
);
create index categories_name on categories (organisation_id, name, id);

create table sessions (
  organisation_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  token_hash bytea not null unique,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  primary key (organisation_id, id),
  foreign key (organisation_id, user_id) references users (organisation_id, id)
);
create index sessions_user on sessions (organisation_id, user_id);

create table api_keys (
  organisation_id uuid not null,
  id uuid not null,
  name text not null,
  prefix text not null,
  token_hash bytea not null unique,
  scopes text[] not null,
  queue_ids uuid[],
  created_by_user_id uuid,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  primary key (organisation_id, id),
  foreign key (organisation_id, created_by_user_id) references users (organisation_id, id)
);

create table ticket_counters (
  organisation_id uuid not null references organisations (id),
  type text not null,
  number int not null,
  primary key (organisation_id, type)
);

create table tickets (
  organisation_id uuid not null,
  id uuid not null,
  type text not null check (type in ('INCIDENT', 'SERVICE_REQUEST', 'CHANGE_REQUEST', 'PROBLEM', 'OTHER')),
  number int not null,
  change_kind text check (change_kind in ('NORMAL', 'STANDARD', 'EMERGENCY')),
  status text not null check (status in ('NEW', 'TRIAGED', 'INVESTIGATING', 'PLANNING', 'AWAITING_APPROVAL', 'SCHEDULED',
    'IMPLEMENTING', 'VERIFYING', 'ON_HOLD', 'RESOLVED', 'CLOSED', 'CANCELLED')),
  subject text not null,
  description text not null,
  error_messages text[] not null default '{}',
  channel text not null,
  category_id uuid,
  subcategory_id uuid,
  affected_services text[] not null default '{}',
  affected_services_unknown boolean not null default false,
  affected_user_count int,
  affected_operations text,
  impact text not null,
  urgency text not null,
  priority smallint not null check (priority between 1 and 4),
  matrix_priority smallint not null check (matrix_priority between 1 and 4),
  priority_override_reason text,
  labels text[] not null default '{}',
  external_reference text,
  requester_id uuid not null,
  created_by_user_id uuid,
  created_by_key_id uuid,
  queue_id uuid not null,
  dispatched boolean not null,
  assignee_id uuid,
  hold_reason text,
  held_from text,
  held_since timestamptz(3),
  hold_resume_at timestamptz(3),
  hold_linked_ticket_id uuid,
  hold_note text,
  resolution_code text,
  resolution_notes text,
  resolved_at timestamptz(3),
  resolved_by_user_id uuid,
  resolved_by_key_id uuid,
  closure_summary text,
  closed_at timestamptz(3),
  closed_by_user_id uuid,
  closed_by_key_id uuid,
  verified_by_requester boolean not null default false,
  cancel_reason text,
  duplicate_of_id uuid,
  cancelled_at timestamptz(3),
  cancelled_by_user_id uuid,
  cancelled_by_key_id uuid,
  reassignment_count int not null default 0,
  reopen_count int not null default 0,
  version int not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  reported_at timestamptz(3) not null,
  primary key (organisation_id, id),
  unique (organisation_id, type, number),
  check ((status = 'ON_HOLD') = (held_from is not null)),
  foreign key (organisation_id, category_id) references categories (organisation_id, id),
  foreign key (organisation_id, subcategory_id) references categories (organisation_id, id),
  foreign key (organisation_id, requester_id) references users (organisation_id, id),
  foreign key (organisation_id, created_by_user_id) references users (organisation_id, id),
  foreign key (organisation_id, created_by_key_id) references api_keys (organisation_id, id),
  foreign key (organisation_id, queue_id) references queues (organisation_id, id),
  foreign key (organisation_id, assignee_id) references users (organisation_id, id),
  foreign key (organisation_id, hold_linked_ticket_id) references tickets (organisation_id, id),
  foreign key (organisation_id, resolved_by_user_id) references users (organisation_id, id),
  foreign key (organisation_id, resolved_by_key_id) references api_keys (organisation_id, id),
  foreign key (organisation_id, closed_by_user_id) references users (organisation_id, id),
  foreign key (organisation_id, closed_by_key_id) references api_keys (organisation_id, id),
  foreign key (organisation_id, duplicate_of_id) references tickets (organisation_id, id),
  foreign key (organisation_id, cancelled_by_user_id) references users (organisation_id, id),
  foreign key (organisation_id, cancelled_by_key_id) references api_keys (organisation_id, id)
);
create index tickets_created on tickets (organisation_id, created_at, id);
create index tickets_updated on tickets (organisation_id, updated_at, id);
create index tickets_priority on tickets (organisation_id, priority, id);
create index tickets_queue_created on tickets (organisation_id, queue_id, created_at, id);
create index tickets_queue_updated on tickets (organisation_id, queue_id, updated_at, id);
create index tickets_queue_priority on tickets (organisation_id, queue_id, priority, id);
create index tickets_assignee on tickets (organisation_id, assignee_id, created_at, id);
create index tickets_requester on tickets (organisation_id, requester_id, created_at, id);
create index tickets_external on tickets (organisation_id, external_reference) where external_reference is not null;
-- What is open is a small part of what there is.
create index tickets_open_priority on tickets (organisation_id, priority, id)
  where status not in ('RESOLVED', 'CLOSED', 'CANCELLED');
create index tickets_open_queue on tickets (organisation_id, queue_id, priority, id)
  where status not in ('RESOLVED', 'CLOSED', 'CANCELLED');

-- People beside requester and assignee. A later relation (approver, mention) is a new value.
create table ticket_people (
  organisation_id uuid not null,
  ticket_id uuid not null,
  user_id uuid not null,
  relation text not null check (relation in ('WATCHER', 'AFFECTED')),
  -- Whether somebody else asked them in: only that opens a ticket to an agent, not following it oneself.
  asked_in boolean not null default true,
  created_at timestamptz(3) not null default now(),
  primary key (organisation_id, ticket_id, user_id, relation),
  foreign key (organisation_id, ticket_id) references tickets (organisation_id, id),
  foreign key (organisation_id, user_id) references users (organisation_id, id)
);
create index ticket_people_user on ticket_people (organisation_id, user_id, ticket_id);

create table comments (
  organisation_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  author_user_id uuid,
  author_key_id uuid,
  visibility text not null check (visibility in ('PUBLIC', 'INTERNAL')),
  body text not null,
  version int not null default 1,
  created_at timestamptz(3) not null,
  occurred_at timestamptz(3) not null,
  edited_at timestamptz(3),
  primary key (organisation_id, id),
  foreign key (organisation_id, ticket_id) references tickets (organisation_id, id),
  foreign key (organisation_id, author_user_id) references users (organisation_id, id),
  foreign key (organisation_id, author_key_id) references api_keys (organisation_id, id)
);
create index comments_ticket on comments (organisation_id, ticket_id, id);

create table attachments (
  organisation_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  comment_id uuid,
  state text not null check (state in ('PENDING', 'READY', 'DELETED')),
  upload_key text not null,
  object_key text,
  file_name text not null,
  size int not null,
  content_type text not null,
  sha256 text not null,
  visibility text not null check (visibility in ('PUBLIC', 'INTERNAL')),
  uploaded_by_user_id uuid,
  uploaded_by_key_id uuid,
  created_at timestamptz(3) not null,
  attached_at timestamptz(3),
  expires_at timestamptz(3) not null,
  swept_at timestamptz(3),
  primary key (organisation_id, id),
  foreign key (organisation_id, ticket_id) references tickets (organisation_id, id),
  foreign key (organisation_id, comment_id) references comments (organisation_id, id),
  foreign key (organisation_id, uploaded_by_user_id) references users (organisation_id, id),
  foreign key (organisation_id, uploaded_by_key_id) references api_keys (organisation_id, id)
);
create index attachments_ticket on attachments (organisation_id, ticket_id, id) where state = 'READY';
create index attachments_comment on attachments (organisation_id, comment_id) where comment_id is not null;
create index attachments_unswept on attachments (expires_at) where swept_at is null;

-- The log. Its partition key is the organisation: the number is gapless within it, and a person's or an organisation's
-- data can be moved as a whole. Rows are never pruned; retention limits replay only.
create table events (
  organisation_id uuid not null,
  number bigint not null,
  type text not null,
  ticket_id uuid,
  visibility text not null check (visibility in ('PUBLIC', 'INTERNAL')),
  comment_id uuid,
  attachment_id uuid,
  actor_user_id uuid,
  actor_key_id uuid,
  recorded_at timestamptz(3) not null,
  occurred_at timestamptz(3) not null,
  cause jsonb not null,
  changes jsonb not null,
  facts jsonb,
  primary key (organisation_id, number),
  foreign key (organisation_id, ticket_id) references tickets (organisation_id, id),
  foreign key (organisation_id, comment_id) references comments (organisation_id, id),
  foreign key (organisation_id, attachment_id) references attachments (organisation_id, id),
  foreign key (organisation_id, actor_user_id) references users (organisation_id, id),
  foreign key (organisation_id, actor_key_id) references api_keys (organisation_id, id)
) partition by hash (organisation_id);
create table events_0 partition of events for values with (modulus 4, remainder 0);
create table events_1 partition of events for values with (modulus 4, remainder 1);
create table events_2 partition of events for values with (modulus 4, remainder 2);
create table events_3 partition of events for values with (modulus 4, remainder 3);
create index events_ticket on events (organisation_id, ticket_id, number);
create index events_recorded on events (organisation_id, recorded_at);

create table idempotency_records (
  organisation_id uuid not null references organisations (id),
  actor text not null,
  key text not null,
  request_hash bytea not null,
  answer jsonb,
  created_at timestamptz(3) not null default now(),
  primary key (organisation_id, actor, key)
);
create index idempotency_records_created on idempotency_records (created_at);

-- Attempts to sign in, by account and by address, in fixed windows. Not an organisation's data: it is counted before one is known.
create table sign_in_attempts (
  subject text not null,
  window_start timestamptz(3) not null,
  attempts int not null,
  primary key (subject, window_start)
);
`;

const functions = `
-- Who a token belongs to, if it still works; with what decides about permission.
create function authenticate(hash bytea) returns table (
  kind text, organisation_id uuid, id uuid, user_id uuid, name text, role text,
  scopes text[], queue_ids uuid[], team_ids uuid[], lead_team_ids uuid[], expires_at timestamptz)
language sql stable security definer set search_path = public as $$
  select 'user', s.organisation_id, s.id, u.id, u.name, u.role, null::text[], null::uuid[],
    coalesce((select array_agg(m.team_id order by m.team_id) from team_members m
      where m.organisation_id = u.organisation_id and m.user_id = u.id), '{}'),
    coalesce((select array_agg(m.team_id order by m.team_id) from team_members m
      where m.organisation_id = u.organisation_id and m.user_id = u.id and m.lead), '{}'),
    s.expires_at
  from sessions s join users u on u.organisation_id = s.organisation_id and u.id = s.user_id
  where s.token_hash = hash and s.revoked_at is null and s.expires_at > now() and u.active
  union all
  select 'key', k.organisation_id, k.id, null, k.name, null, k.scopes, k.queue_ids, '{}', '{}', k.expires_at
  from api_keys k
  where k.token_hash = hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
$$;

-- The account of an e-mail address.
create function sign_in_account(address text) returns table (
  organisation_id uuid, user_id uuid, password_hash text, active boolean)
language sql stable security definer set search_path = public as $$
  select u.organisation_id, u.id, u.password_hash, u.active from users u where u.email = lower(address)
$$;

-- Whether an e-mail address is taken, in any organisation.
create function email_taken(address text) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (select 1 from users u where u.email = lower(address))
$$;

-- Counts an attempt, or takes one back that succeeded, and returns how many there are in this window and when it ends.
create function count_sign_in_attempt(who text, seconds int, by int) returns table (attempts int, window_end timestamptz)
language sql volatile security definer set search_path = public as $$
  insert into sign_in_attempts as a (subject, window_start, attempts)
  values (who, to_timestamp(floor(extract(epoch from now()) / seconds) * seconds), greatest(by, 0))
  on conflict (subject, window_start) do update set attempts = greatest(a.attempts + by, 0)
  returning a.attempts, a.window_start + make_interval(secs => seconds)
$$;

-- Event numbers of organisations: what the tail of the log compares itself with.
create function event_heads_of(organisations uuid[]) returns table (organisation_id uuid, number bigint)
language sql stable security definer set search_path = public as $$
  select h.organisation_id, h.number from event_heads h where h.organisation_id = any (organisations)
$$;

-- Uploads with objects to be removed from the store: never completed in time, deleted, or completed so long ago that the
-- signed URL no longer works. "keep" is the one object that stays.
create function unswept_attachments(at_most int) returns table (organisation_id uuid, id uuid, keep text)
language sql volatile security definer set search_path = public as $$
  update attachments a set state = case a.state when 'READY' then 'READY' else 'DELETED' end
  from (select o.organisation_id, o.id from attachments o
    where o.swept_at is null and (o.expires_at < now() or (o.state = 'READY' and o.attached_at < now() - interval '15 minutes'))
    order by o.expires_at limit at_most for update skip locked) o
  where a.organisation_id = o.organisation_id and a.id = o.id
  returning a.organisation_id, a.id, case a.state when 'READY' then a.object_key end
$$;

create function attachment_swept(organisation uuid, attachment uuid, kept text) returns void
language sql volatile security definer set search_path = public as $$
  -- Unless it was deleted in the meantime: then there is more to remove.
  update attachments set swept_at = now()
  where organisation_id = organisation and id = attachment and (state = 'READY') = (kept is not null)
$$;

-- Forgets what is kept for a while only.
create function forget_expired() returns void
language sql volatile security definer set search_path = public as $$
  delete from idempotency_records where created_at < now() - interval '2 days';
  delete from sign_in_attempts where window_start < now() - interval '1 day';
  delete from sessions where expires_at < now() - interval '30 days';
$$;
`;

const tablesOfOrganisations = [
  'event_heads',
  'users',
  'teams',
  'team_members',
  'queues',
  'categories',
  'sessions',
  'api_keys',
  'ticket_counters',
  'tickets',
  'ticket_people',
  'comments',
  'attachments',
  'events',
  'idempotency_records',
];

const partitions = ['events_0', 'events_1', 'events_2', 'events_3'];

export class Foundation extends TicketwireMigration {
  override up(): void {
    this.addSql(tables);
    this.addSql(functions);
    this.isolate('organisations', 'id');
    for (const table of tablesOfOrganisations) this.isolate(table);
    this.addSql(`
      revoke all on all functions in schema public from public;
      grant usage on schema public to ${this.role};
      grant execute on function app_organisation, authenticate, sign_in_account, email_taken, count_sign_in_attempt,
        event_heads_of, unswept_attachments, attachment_swept, forget_expired to ${this.role};
      grant select on organisations to ${this.role};
      grant update (name, priority_matrix, default_queue_id) on organisations to ${this.role};
      grant select, insert, update on ${tablesOfOrganisations.filter((t) => t !== 'events').join(', ')} to ${this.role};
      grant select, insert on events to ${this.role};
      grant delete on team_members, ticket_people to ${this.role};
    `);
    // Partitions are reached through their parent only, where the policies are.
    for (const partition of partitions) this.addSql(`revoke all on ${partition} from ${this.role}`);
  }

  override down(): void {
    this.addSql(`
      alter table organisations drop constraint if exists organisations_id_default_queue_id_fkey;
      drop table if exists events, idempotency_records, sign_in_attempts, attachments, comments, ticket_people, tickets,
        ticket_counters, api_keys, sessions, categories, queues, team_members, teams, users, event_heads, organisations cascade;
      drop function if exists authenticate, sign_in_account, email_taken, count_sign_in_attempt, event_heads_of,
        unswept_attachments, attachment_swept, forget_expired, app_organisation;
    `);
  }
}
