import { TicketwireMigration } from './migration.js';

/**
 * Sessions tell where they came from, people are known by the subjects of an identity provider, and who came in or was
 * refused is kept. What is counted there is written by functions: it is counted before, or across, organisations.
 */
const tables = `
alter table sessions add column method text not null default 'PASSWORD' check (method in ('PASSWORD', 'OIDC'));
alter table sessions add column address text;
alter table sessions add column user_agent text;
drop index sessions_user;
create index sessions_user on sessions (organisation_id, user_id, id);
create index sessions_expiry on sessions (expires_at);
create index api_keys_maker on api_keys (organisation_id, created_by_user_id, id);

-- Who a subject of an identity provider is here. An address that was given to somebody else there does not make them the same.
create table user_identities (
  organisation_id uuid not null,
  issuer text not null,
  subject text not null,
  user_id uuid not null,
  created_at timestamptz(3) not null default now(),
  primary key (organisation_id, issuer, subject),
  unique (organisation_id, user_id, issuer),
  foreign key (organisation_id, user_id) references users (organisation_id, id)
);

-- When a session or API key was last used. Apart from them, since it changes all the time.
create table last_uses (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  used_at timestamptz(3) not null,
  primary key (organisation_id, id)
) with (fillfactor = 50);

-- Who came in and what was refused. Equal ones of an hour are one row, so that refusals without end take no room without end.
create table access_records (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  kind text not null check (kind in ('SIGN_IN', 'SIGN_IN_REFUSED', 'SIGN_OUT', 'KEY_USED', 'TOKEN_REFUSED', 'ACTION_REFUSED')),
  user_id uuid,
  key_id uuid,
  method text,
  reason text,
  operation text,
  address text,
  hour timestamptz(0) not null,
  count int not null,
  first_at timestamptz(3) not null,
  last_at timestamptz(3) not null,
  primary key (organisation_id, id),
  constraint access_records_alike unique nulls not distinct
    (organisation_id, hour, user_id, key_id, kind, method, reason, operation, address),
  check ((user_id is null) <> (key_id is null)),
  foreign key (organisation_id, user_id) references users (organisation_id, id),
  foreign key (organisation_id, key_id) references api_keys (organisation_id, id)
);
create index access_records_user on access_records (organisation_id, user_id, id) where user_id is not null;
create index access_records_key on access_records (organisation_id, key_id, id) where key_id is not null;
-- Of what there is most is uses of keys; what is looked for is what was refused.
create index access_records_kind on access_records (organisation_id, kind, id);
create index access_records_first on access_records (first_at);
`;

const functions = `
-- Why a token that was given once does not work any more, and whose it was. Nothing for one that works, or was never given.
create function refused_token(hash bytea) returns table (organisation_id uuid, user_id uuid, key_id uuid, reason text)
language sql stable security definer set search_path = public as $$
  select s.organisation_id, s.user_id, null::uuid,
    case when not u.active then 'DEACTIVATED' when s.revoked_at is not null then 'REVOKED' else 'EXPIRED' end
  from sessions s join users u on u.organisation_id = s.organisation_id and u.id = s.user_id
  where s.token_hash = hash and (s.revoked_at is not null or s.expires_at <= now() or not u.active)
  union all
  select k.organisation_id, null, k.id, case when k.revoked_at is not null then 'REVOKED' else 'EXPIRED' end
  from api_keys k where k.token_hash = hash and (k.revoked_at is not null or k.expires_at <= now())
$$;

-- Of these tokens, those that do not work any more: websockets that were opened with them are closed.
create function ended_tokens(hashes bytea[]) returns setof bytea
language sql stable security definer set search_path = public as $$
  select given.hash from unnest(hashes) given (hash) where not exists (
    select from sessions s join users u on u.organisation_id = s.organisation_id and u.id = s.user_id
    where s.token_hash = given.hash and s.revoked_at is null and s.expires_at > now() and u.active
  ) and not exists (
    select from api_keys k
    where k.token_hash = given.hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
  )
$$;

-- The organisation there is, if there is one only.
create function only_organisation() returns uuid
language sql stable security definer set search_path = public as $$
  select min(o.id::text)::uuid from organisations o having count(*) = 1
$$;

-- Adds to the records of an hour. In one order, so that two who add at once do not wait for each other.
create function record_access(entries jsonb) returns void
language sql volatile security definer set search_path = public as $$
  insert into access_records as r (organisation_id, id, kind, user_id, key_id, method, reason, operation, address, hour,
    count, first_at, last_at)
  select e.organisation_id, e.id, e.kind, e.user_id, e.key_id, e.method, e.reason, e.operation, e.address,
    date_trunc('hour', e.first_at, 'UTC'), e.count, e.first_at, e.last_at
  from jsonb_to_recordset(entries) as e (organisation_id uuid, id uuid, kind text, user_id uuid, key_id uuid, method text,
    reason text, operation text, address text, count int, first_at timestamptz, last_at timestamptz)
  order by e.organisation_id, e.user_id, e.key_id, e.kind, e.method, e.reason, e.operation, e.address
  on conflict on constraint access_records_alike do update
    set count = r.count + excluded.count, last_at = greatest(r.last_at, excluded.last_at)
$$;

create function note_uses(entries jsonb) returns void
language sql volatile security definer set search_path = public as $$
  insert into last_uses as u (organisation_id, id, used_at)
  select e.organisation_id, e.id, e.used_at
  from jsonb_to_recordset(entries) as e (organisation_id uuid, id uuid, used_at timestamptz)
  order by e.organisation_id, e.id
  on conflict (organisation_id, id) do update set used_at = greatest(u.used_at, excluded.used_at)
$$;
`;

const forgetting = (more: string): string => `
create or replace function forget_expired() returns void
language sql volatile security definer set search_path = public as $$
  delete from idempotency_records where created_at < now() - interval '2 days';
  delete from sign_in_attempts where window_start < now() - interval '1 day';
  ${more}
  delete from sessions where expires_at < now() - interval '30 days';
$$;
`;
const forgettingUses = `
  delete from last_uses u using sessions s
    where s.expires_at < now() - interval '30 days' and u.organisation_id = s.organisation_id and u.id = s.id;
  delete from access_records where first_at < now() - interval '400 days';
`;

const tablesOfOrganisations = ['user_identities', 'last_uses', 'access_records'];

export class Access extends TicketwireMigration {
  override up(): void {
    this.addSql(tables);
    this.addSql(functions);
    this.addSql(forgetting(forgettingUses));
    for (const table of tablesOfOrganisations) this.isolate(table);
    this.addSql(`
      revoke all on function refused_token, ended_tokens, only_organisation, record_access, note_uses from public;
      grant execute on function refused_token, ended_tokens, only_organisation, record_access, note_uses to ${this.role};
      grant select, insert on user_identities to ${this.role};
      grant select on last_uses, access_records to ${this.role};
    `);
  }

  override down(): void {
    this.addSql(forgetting(''));
    this.addSql(`
      drop function refused_token, ended_tokens, only_organisation, record_access, note_uses;
      drop table access_records, last_uses, user_identities;
      drop index api_keys_maker, sessions_expiry, sessions_user;
      create index sessions_user on sessions (organisation_id, user_id);
      alter table sessions drop column method, drop column address, drop column user_agent;
    `);
  }
}
