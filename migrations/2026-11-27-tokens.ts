import { TicketwireMigration } from './migration.js';

/**
 * Tokens name their organisation, so they are looked up in it, under row-level security. Sessions end, since their tokens name none; API
 * keys of the old form work for 90 days, by a second look-up. The addresses of people are unique over all organisations by a
 * table that holds nothing else.
 */
const tokens = `
alter table sessions drop constraint sessions_token_hash_key;
create unique index sessions_token on sessions (organisation_id, token_hash);
update sessions set revoked_at = now() where revoked_at is null and expires_at > now();

alter table api_keys drop constraint api_keys_token_hash_key;
create unique index api_keys_token on api_keys (organisation_id, token_hash);
-- Made before secrets named their organisation.
alter table api_keys add column old_form boolean not null default false;
update api_keys set old_form = true, expires_at = least(expires_at, now() + interval '90 days');
create index api_keys_old_form on api_keys (token_hash) where old_form;
drop function authenticate, refused_token, ended_tokens, record_access, note_uses;

create function organisation_of_old_key(hash bytea) returns uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select k.organisation_id from api_keys k where k.token_hash = hash and k.old_form
$$;
`;

const addresses = `
create table addresses (
  email text primary key,
  organisation_id uuid not null references organisations (id),
  user_id uuid not null,
  unique (email, organisation_id, user_id)
);
insert into addresses (email, organisation_id, user_id) select email, organisation_id, id from users;
drop index users_email;
drop index users_email_within;
create unique index users_email on users (organisation_id, email);
-- Nobody has an address that is not theirs there.
alter table users add constraint users_address foreign key (email, organisation_id, id)
  references addresses (email, organisation_id, user_id);
drop function sign_in_account, email_taken;

-- Whose an e-mail address is: what has to be known before the organisation is.
create function owner_of_address(address text) returns table (organisation_id uuid, user_id uuid)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select a.organisation_id, a.user_id from addresses a where a.email = address
$$;
`;

const before = `
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
create function sign_in_account(address text) returns table (
  organisation_id uuid, user_id uuid, password_hash text, active boolean)
language sql stable security definer set search_path = public as $$
  select u.organisation_id, u.id, u.password_hash, u.active from users u where u.email = lower(address)
$$;
create function email_taken(address text) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (select 1 from users u where u.email = lower(address))
$$;
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
revoke all on function authenticate, refused_token, ended_tokens, record_access, note_uses, sign_in_account, email_taken from public;
`;

export class Tokens extends TicketwireMigration {
  override up(): void {
    this.addSql(tokens);
    this.addSql(addresses);
    this.isolate('addresses');
    this.addSql(`
      revoke all on function organisation_of_old_key, owner_of_address from public;
      grant execute on function organisation_of_old_key, owner_of_address to ${this.role};
      grant select, insert on addresses to ${this.role};
      -- In a change they are written as the serving role; no function of the owner runs in one.
      grant insert, update (count, last_at) on access_records to ${this.role};
      grant insert, update (used_at) on last_uses to ${this.role};
    `);
  }

  override down(): void {
    this.addSql(`
      revoke insert, update on access_records, last_uses from ${this.role};
      drop function organisation_of_old_key, owner_of_address;
      alter table users drop constraint users_address;
      drop table addresses;
      drop index users_email;
      create unique index users_email on users (email);
      create index users_email_within on users (organisation_id, email);
      drop index sessions_token, api_keys_token, api_keys_old_form;
      alter table api_keys drop column old_form;
      alter table sessions add unique (token_hash);
      alter table api_keys add unique (token_hash);
    `);
    this.addSql(before);
    this.addSql(
      `grant execute on function authenticate, refused_token, ended_tokens, record_access, note_uses, sign_in_account, email_taken to ${this.role}`,
    );
  }
}
