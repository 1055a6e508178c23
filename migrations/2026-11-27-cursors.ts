import { TicketwireMigration } from './migration.js';

/** What cursors of the log are sealed with, and how a tail of the log finds out that it was set back. */
const keys = `
-- The newest key that is in force seals; those before it open what they have sealed. Made here, of what the system calls random. The
-- serving role reads them by a function only.
create table cursor_keys (
  number int generated always as identity primary key,
  secret bytea not null default decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'),
  seals_from timestamptz(3) not null
);
insert into cursor_keys (seals_from) values (now());
`;

const functions = `
-- Keys that open cursors, newest first, and which of them seals. One opens for as long after it was replaced as the log replays.
create function usable_cursor_keys(replay_seconds float8) returns table (secret bytea, seals boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select k.secret, k.number = (select max(c.number) from cursor_keys c where c.seals_from <= now())
  from cursor_keys k
  where not exists (select 1 from cursor_keys next
    where next.number > k.number and next.seals_from <= now() - make_interval(secs => replay_seconds))
  order by k.number desc
$$;

-- Makes a new key. It seals when every server that runs has read it.
create function rotate_cursor_key() returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into cursor_keys (seals_from) values (now() + interval '5 minutes')
$$;

-- Of these ends of organisations' logs, those that the log does not have: it was set back, and numbers are given again.
create function lost_heads(organisations uuid[], numbers bigint[], times timestamptz[]) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select head.organisation_id from unnest(organisations, numbers, times) head (organisation_id, number, recorded_at)
  where head.number > 0 and not exists (select 1 from events e where e.organisation_id = head.organisation_id
    and e.number = head.number and e.recorded_at = head.recorded_at)
$$;
`;

export class Cursors extends TicketwireMigration {
  override up(): void {
    this.addSql(keys);
    this.addSql(functions);
    this.addSql(`
      revoke all on function usable_cursor_keys, rotate_cursor_key, lost_heads from public;
      grant execute on function usable_cursor_keys, lost_heads to ${this.role};
    `);
  }

  override down(): void {
    this.addSql(`
      drop function lost_heads, rotate_cursor_key, usable_cursor_keys;
      drop table cursor_keys;
    `);
  }
}
