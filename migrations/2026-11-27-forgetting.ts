import { TicketwireMigration } from './migration.js';

/** What is kept for a while only is forgotten in bounded batches, by one server at a time; and what runs as the owner finds its tables only. */
const indexes = `
drop index idempotency_records_created, sessions_expiry, access_records_first;
create index idempotency_records_age on idempotency_records (organisation_id, created_at);
create index sessions_age on sessions (organisation_id, expires_at);
create index access_records_age on access_records (organisation_id, first_at);
-- Until then a server that has begun to sweep the upload has it for itself.
alter table attachments add column sweep_leased_until timestamptz(3);
`;

const functions = `
drop function forget_expired();
-- Forgets at most so many rows of one kind, organisation by organisation behind "after", and looks at no more organisations than that.
-- "last" is where the next batch begins, unless all is through. No row: another server is about it.
create function forget_batch(what text, after uuid, at_most int) returns table (forgotten int, last uuid, through boolean)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  organisation uuid;
  visited int := 0;
  gone int;
begin
  if not pg_try_advisory_xact_lock(7402312, hashtext(what)) then return; end if;
  forgotten := 0;
  last := after;
  through := false;
  -- They are nobody's.
  if what = 'SIGN_IN_ATTEMPTS' then
    delete from sign_in_attempts a where a.ctid = any (array(
      select o.ctid from sign_in_attempts o where o.ends_at <= now()
      order by o.ends_at limit at_most for update skip locked));
    get diagnostics forgotten = row_count;
    through := forgotten < at_most;
    return next;
    return;
  end if;
  for organisation in select o.id from organisations o where after is null or o.id > after order by o.id limit at_most loop
    case what
      when 'IDEMPOTENCY_RECORDS' then
        delete from idempotency_records r where r.organisation_id = organisation and r.ctid = any (array(
          select o.ctid from idempotency_records o
          where o.organisation_id = organisation and o.created_at < now() - interval '2 days'
          order by o.created_at limit at_most - forgotten for update skip locked));
        get diagnostics gone = row_count;
      when 'ACCESS_RECORDS' then
        delete from access_records r where r.organisation_id = organisation and r.ctid = any (array(
          select o.ctid from access_records o
          where o.organisation_id = organisation and o.first_at < now() - interval '400 days'
          order by o.first_at limit at_most - forgotten for update skip locked));
        get diagnostics gone = row_count;
      when 'SESSIONS' then
        with old as (
          delete from sessions s where s.organisation_id = organisation and s.ctid = any (array(
            select o.ctid from sessions o
            where o.organisation_id = organisation and o.expires_at < now() - interval '30 days'
            order by o.expires_at limit at_most - forgotten for update skip locked))
          returning s.id),
        uses as (delete from last_uses u where u.organisation_id = organisation and u.id = any (array(select old.id from old)))
        select count(*) into gone from old;
    end case;
    forgotten := forgotten + gone;
    -- This organisation may have more.
    exit when forgotten >= at_most;
    last := organisation;
    visited := visited + 1;
  end loop;
  through := forgotten < at_most and visited < at_most;
  return next;
end $$;

drop function unswept_attachments(int);
-- Uploads with objects to be removed from the store: never completed in time, deleted, or completed so long ago that the
-- signed URL no longer works. "keep" is the one object that stays. A server that is given one has it for two minutes.
create function unswept_attachments(at_most int) returns table (organisation_id uuid, id uuid, keep text)
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  update attachments a set state = case a.state when 'READY' then 'READY' else 'DELETED' end,
    sweep_leased_until = now() + interval '2 minutes'
  from (select o.organisation_id, o.id from attachments o
    where o.swept_at is null and (o.expires_at < now() or (o.state = 'READY' and o.attached_at < now() - interval '15 minutes'))
      and (o.sweep_leased_until is null or o.sweep_leased_until < now())
    order by o.expires_at limit at_most for update skip locked) o
  where a.organisation_id = o.organisation_id and a.id = o.id
  returning a.organisation_id, a.id, case a.state when 'READY' then a.object_key end
$$;

create or replace function attachment_swept(organisation uuid, attachment uuid, kept text) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  -- Unless it was deleted in the meantime: then there is more to remove.
  update attachments set swept_at = now(), sweep_leased_until = null
  where organisation_id = organisation and id = attachment and (state = 'READY') = (kept is not null)
$$;

-- What failed is for any server again.
create function leave_unswept(organisation uuid, attachment uuid) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  update attachments set sweep_leased_until = null where organisation_id = organisation and id = attachment
$$;
`;

/** A table of the same name in another schema, or a temporary one, must not come before ours. Functions of other owners stay as they are. */
const searchPaths = `
do $$ declare f regprocedure; begin
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef
    and pg_has_role(p.proowner, 'usage') loop
    execute format('alter function %s set search_path = pg_catalog, public, pg_temp', f);
  end loop;
end $$;
`;

const before = `
drop function unswept_attachments(int);
create function unswept_attachments(at_most int) returns table (organisation_id uuid, id uuid, keep text)
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  update attachments a set state = case a.state when 'READY' then 'READY' else 'DELETED' end
  from (select o.organisation_id, o.id from attachments o
    where o.swept_at is null and (o.expires_at < now() or (o.state = 'READY' and o.attached_at < now() - interval '15 minutes'))
    order by o.expires_at limit at_most for update skip locked) o
  where a.organisation_id = o.organisation_id and a.id = o.id
  returning a.organisation_id, a.id, case a.state when 'READY' then a.object_key end
$$;

create or replace function attachment_swept(organisation uuid, attachment uuid, kept text) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  -- Unless it was deleted in the meantime: then there is more to remove.
  update attachments set swept_at = now()
  where organisation_id = organisation and id = attachment and (state = 'READY') = (kept is not null)
$$;

drop function forget_batch, leave_unswept;
create function forget_expired() returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  delete from idempotency_records where created_at < now() - interval '2 days';
  delete from sign_in_attempts where window_start < now() - interval '1 day';
  delete from last_uses u using sessions s
    where s.expires_at < now() - interval '30 days' and u.organisation_id = s.organisation_id and u.id = s.id;
  delete from access_records where first_at < now() - interval '400 days';
  delete from sessions where expires_at < now() - interval '30 days';
$$;

alter table attachments drop column sweep_leased_until;
drop index access_records_age, sessions_age, idempotency_records_age;
create index idempotency_records_created on idempotency_records (created_at);
create index sessions_expiry on sessions (expires_at);
create index access_records_first on access_records (first_at);
`;

export class Forgetting extends TicketwireMigration {
  override up(): void {
    this.addSql(indexes);
    this.addSql(functions);
    this.#grant('forget_batch, unswept_attachments, leave_unswept');
    this.addSql(searchPaths);
  }

  override down(): void {
    this.addSql(before);
    this.#grant('forget_expired, unswept_attachments');
  }

  #grant(functionNames: string): void {
    this.addSql(`
      revoke all on function ${functionNames} from public;
      grant execute on function ${functionNames} to ${this.role};
    `);
  }
}
