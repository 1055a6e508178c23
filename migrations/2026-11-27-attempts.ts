import { TicketwireMigration } from './migration.js';

/**
 * Failed attempts are counted from the first one on, by subjects that are hashes. Addresses that have signed in to an account are
 * remembered for 30 days: what others try there does not make them wait.
 */
const tables = `
drop function count_sign_in_attempt;
truncate sign_in_attempts;
alter table sign_in_attempts drop constraint sign_in_attempts_pkey;
alter table sign_in_attempts add primary key (subject);
alter table sign_in_attempts alter column window_start set default now();
alter table sign_in_attempts add column ends_at timestamptz(3) not null;
create index sign_in_attempts_end on sign_in_attempts (ends_at);

-- Hashes of an account and an address together. Not an organisation's data: it is read before one is known.
create table familiar_addresses (
  pair text primary key,
  last_at timestamptz(3) not null
);
create index familiar_addresses_age on familiar_addresses (last_at);
`;

const functions = `
-- Counts an attempt by all of its subjects, or by none when there were too many by one of them: then it returns until when to wait.
-- An attempt is counted before it is known whether it fails, so that many at once are not more than many in a row. From an address
-- that is familiar it counts by "own" alone. Subjects of one kind come at one place in the list, so that nobody waits in a circle.
create function begin_attempt(subjects text[], most int[], seconds int[], own text)
returns table (familiar boolean, waits_until timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  known boolean := exists (select 1 from familiar_addresses f where f.pair = own and f.last_at > now() - interval '30 days');
  until timestamptz;
begin
  for i in 1 .. cardinality(subjects) loop
    continue when known and subjects[i] <> own;
    insert into sign_in_attempts as a (subject, attempts, window_start, ends_at)
    values (subjects[i], 1, now(), now() + make_interval(secs => seconds[i]))
    on conflict (subject) do update set
      attempts = case when a.ends_at <= now() then 1 else a.attempts + 1 end,
      window_start = case when a.ends_at <= now() then now() else a.window_start end,
      -- The last one that is allowed begins the wait.
      ends_at = case when a.ends_at <= now() or a.attempts + 1 >= most[i] then now() + make_interval(secs => seconds[i]) else a.ends_at end
    where a.ends_at <= now() or a.attempts < most[i];
    if not found then
      select a.ends_at into until from sign_in_attempts a where a.subject = subjects[i];
      for j in 1 .. i - 1 loop
        continue when known and subjects[j] <> own;
        update sign_in_attempts a set attempts = a.attempts - 1 where a.subject = subjects[j];
      end loop;
      exit;
    end if;
  end loop;
  -- What is over is forgotten here, a little each time. Last, since nothing is waited for any more.
  delete from sign_in_attempts a where a.subject in (
    select o.subject from sign_in_attempts o where o.ends_at <= now() order by o.ends_at limit 10 for update skip locked);
  return query select known, until;
end
$$;

-- Takes an attempt back that has succeeded, and makes the address familiar where "own" is given.
create function attempt_succeeded(subjects text[], own text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  for i in 1 .. cardinality(subjects) loop
    update sign_in_attempts a set attempts = greatest(a.attempts - 1, 0) where a.subject = subjects[i] and a.ends_at > now();
  end loop;
  if own is null then return; end if;
  insert into familiar_addresses as f (pair, last_at) values (own, now())
  on conflict (pair) do update set last_at = now() where f.last_at < now() - interval '1 hour';
  delete from familiar_addresses f where f.pair in (
    select o.pair from familiar_addresses o where o.last_at < now() - interval '30 days' order by o.last_at limit 10 for update skip locked);
end
$$;
`;

const before = `
create function count_sign_in_attempt(who text, seconds int, by int) returns table (attempts int, window_end timestamptz)
language sql volatile security definer set search_path = public as $$
  insert into sign_in_attempts as a (subject, window_start, attempts)
  values (who, to_timestamp(floor(extract(epoch from now()) / seconds) * seconds), greatest(by, 0))
  on conflict (subject, window_start) do update set attempts = greatest(a.attempts + by, 0)
  returning a.attempts, a.window_start + make_interval(secs => seconds)
$$;
revoke all on function count_sign_in_attempt from public;
`;

export class Attempts extends TicketwireMigration {
  override up(): void {
    this.addSql(tables);
    this.addSql(functions);
    this.addSql(`
      revoke all on function begin_attempt, attempt_succeeded from public;
      grant execute on function begin_attempt, attempt_succeeded to ${this.role};
    `);
  }

  override down(): void {
    this.addSql(`
      drop function begin_attempt, attempt_succeeded;
      drop table familiar_addresses;
      drop index sign_in_attempts_end;
      alter table sign_in_attempts drop column ends_at;
      alter table sign_in_attempts alter column window_start drop default;
      alter table sign_in_attempts drop constraint sign_in_attempts_pkey;
      alter table sign_in_attempts add primary key (subject, window_start);
    `);
    this.addSql(before);
    this.addSql(`grant execute on function count_sign_in_attempt to ${this.role}`);
  }
}
