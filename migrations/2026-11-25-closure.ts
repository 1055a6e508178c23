import { TicketwireMigration } from './migration.js';

/** How tickets end: reviews, satisfaction surveys, and closing by time. */
const tables = `
alter table tickets add column documentation_url text;
-- What closes by time is found by when it last changed.
create index tickets_quiet on tickets (organisation_id, type, updated_at) where status = 'RESOLVED';

-- What an organisation has changed about closing. Types without a row are as the program says.
create table closure_policies (
  organisation_id uuid not null references organisations (id),
  ticket_type text not null check (ticket_type in ('INCIDENT', 'SERVICE_REQUEST', 'CHANGE_REQUEST', 'PROBLEM', 'OTHER')),
  auto_close_days int check (auto_close_days between 1 and 365),
  survey boolean not null,
  primary key (organisation_id, ticket_type)
);

create table reviews (
  organisation_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  cycle int not null,
  outcome text not null check (outcome in ('SUCCESSFUL', 'SUCCESSFUL_WITH_ISSUES', 'UNSUCCESSFUL')),
  summary text not null,
  lessons text,
  actions text[] not null,
  by_user_id uuid,
  by_key_id uuid,
  recorded_at timestamptz(3) not null,
  occurred_at timestamptz(3) not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, ticket_id) references tickets (organisation_id, id),
  foreign key (organisation_id, by_user_id) references users (organisation_id, id),
  foreign key (organisation_id, by_key_id) references api_keys (organisation_id, id)
);
create index reviews_ticket on reviews (organisation_id, ticket_id, cycle, id);

-- A closed ticket stays closed: it is asked about once.
create table surveys (
  organisation_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  requester_id uuid not null,
  sent_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  answered_at timestamptz(3),
  score smallint check (score between 1 and 5),
  comment text,
  primary key (organisation_id, id),
  unique (organisation_id, ticket_id),
  check ((answered_at is null) = (score is null) and (comment is null or score is not null)),
  foreign key (organisation_id, ticket_id) references tickets (organisation_id, id),
  foreign key (organisation_id, requester_id) references users (organisation_id, id)
);

-- What tokens of surveys are signed with: made here, once, of what the system calls random. The serving role reads it by a function
-- only. Nobody's data, like the attempts to sign in: a token is read before its organisation is known.
create table signing_secrets (
  purpose text primary key,
  secret bytea not null
);
insert into signing_secrets (purpose, secret)
  values ('SURVEY', decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
`;

const functions = `
create function survey_secret() returns bytea
language sql stable security definer set search_path = public as $$
  select secret from signing_secrets where purpose = 'SURVEY'
$$;

-- Resolved tickets that were quiet for as long as their organisation says. "days" holds what counts for types without a policy.
create function quiet_tickets(at timestamptz, days jsonb, at_most int) returns table (organisation_id uuid, id uuid)
language sql stable security definer set search_path = public as $$
  select t.organisation_id, t.id
  from organisations o
  cross join jsonb_each_text(days) as usual (ticket_type, days)
  left join closure_policies p on p.organisation_id = o.id and p.ticket_type = usual.ticket_type
  cross join lateral (
    select q.organisation_id, q.id from tickets q
    where q.organisation_id = o.id and q.type = usual.ticket_type and q.status = 'RESOLVED'
      and q.updated_at <= at - make_interval(hours => 24 * case
        when p.organisation_id is null then usual.days::int else p.auto_close_days end)
      -- What has to be reviewed first is not due before.
      and (q.type <> 'CHANGE_REQUEST' and not q.major_incident or exists (select from reviews r where r.organisation_id = q.organisation_id
        and r.ticket_id = q.id and r.cycle = 1 + q.reopen_count))
    order by q.updated_at limit at_most) t
  limit at_most
$$;
`;

export class Closure extends TicketwireMigration {
  override up(): void {
    this.addSql(tables);
    this.addSql(functions);
    for (const table of ['closure_policies', 'reviews', 'surveys']) this.isolate(table);
    this.addSql(`
      revoke all on function survey_secret, quiet_tickets from public;
      grant execute on function survey_secret, quiet_tickets to ${this.role};
      grant select, insert on reviews to ${this.role};
      grant select, insert, update on closure_policies to ${this.role};
      grant select, insert on surveys to ${this.role};
      grant update (answered_at, score, comment) on surveys to ${this.role};
    `);
  }

  override down(): void {
    this.addSql(`
      drop function quiet_tickets, survey_secret;
      drop table signing_secrets, surveys, reviews, closure_policies;
      drop index tickets_quiet;
      alter table tickets drop column documentation_url;
    `);
  }
}
