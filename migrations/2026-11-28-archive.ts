import { TicketwireMigration } from './migration.js';

/** How the log is divided: a column of its own, the primary key, and the parts. */
interface Division {
  readonly column?: string;
  readonly key: string;
  readonly by: string;
  readonly parts: Readonly<Record<string, string>>;
}

const twoParts: Division = {
  column: 'archived boolean not null default false',
  key: 'organisation_id, number, archived',
  by: 'list (archived)',
  parts: { events_recent: 'in (false)', events_archive: 'in (true)' },
};

const fourParts: Division = {
  key: 'organisation_id, number',
  by: 'hash (organisation_id)',
  parts: {
    events_0: 'with (modulus 4, remainder 0)',
    events_1: 'with (modulus 4, remainder 1)',
    events_2: 'with (modulus 4, remainder 2)',
    events_3: 'with (modulus 4, remainder 3)',
  },
};

const columns = [
  'organisation_id uuid not null',
  'number bigint not null',
  'type text not null',
  'ticket_id uuid',
  "visibility text not null constraint events_visibility_check check (visibility in ('PUBLIC', 'INTERNAL'))",
  'comment_id uuid',
  'attachment_id uuid',
  'actor_user_id uuid',
  'actor_key_id uuid',
  'recorded_at timestamptz(3) not null',
  'occurred_at timestamptz(3) not null',
  'cause jsonb not null',
  'changes jsonb not null',
  'facts jsonb',
  'other_ticket_id uuid',
];

const references = {
  ticket_id: 'tickets',
  other_ticket_id: 'tickets',
  comment_id: 'comments',
  attachment_id: 'attachments',
  actor_user_id: 'users',
  actor_key_id: 'api_keys',
};

/*
 * Archives events that are older than "days", at most "at_most" of them and the oldest first. It takes one organisation after the other, and
 * begins with the one after the id "after". It returns:
 *   - "moved": how many events it archived;
 *   - "is_delayed": another transaction held a row for more than a quarter of a second, so the organisation is left for a later batch;
 *   - "last": the id after which the next batch begins;
 *   - "through": there is nothing more to archive.
 * It returns no row while another server archives.
 * The archive is the beginning of each log. So an event stays when an event before it stays: a wrong clock can give it an older time. The
 * last event of a log stays, too.
 * Archived events lose their facts, which only replays read. One part stays: what modules added to the last event of a ticket, because the
 * next event is compared with it.
 */
const archiveEvents = `
create function archive_events(days int, after uuid, at_most int)
returns table (moved int, is_delayed boolean, last uuid, through boolean)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  organisation uuid;
  cutoff timestamptz := now() - make_interval(days => greatest(days, 1));
  visited int := 0;
  moved_here int;
  stop bigint;
begin
  if not pg_try_advisory_xact_lock(7402313) then return; end if;
  set local lock_timeout = '250ms';
  moved := 0;
  is_delayed := false;
  last := after;
  through := false;
  for organisation in select o.id from organisations o where after is null or o.id > after order by o.id limit at_most loop
    select least(coalesce(min(o.number) filter (where o.recorded_at >= cutoff), max(o.number) + 1),
      (select h.number from event_heads h where h.organisation_id = organisation)) into stop
    from (select e.number, e.recorded_at from events e where e.organisation_id = organisation and not e.archived
      order by e.number limit at_most - moved) o;
    begin
      update events e set archived = true, facts = case
        when e.facts -> 'added' is null then null
        when exists (select 1 from events later where later.organisation_id = organisation
          and later.ticket_id = e.ticket_id and later.number > e.number) then null
        else jsonb_build_object('added', e.facts -> 'added') end
      where e.organisation_id = organisation and not e.archived and e.number < stop;
      get diagnostics moved_here = row_count;
      moved := moved + moved_here;
    exception when lock_not_available then
      is_delayed := true;
    end;
    -- This organisation may have more.
    exit when moved >= at_most;
    last := organisation;
    visited := visited + 1;
    exit when is_delayed;
  end loop;
  through := not is_delayed and moved < at_most and visited < at_most;
  return next;
end $$`;

/**
 * Divides the log into what can be replayed and the archive. It copies every event, and the program serves nothing meanwhile: see
 * docs/operations/database.md for what that costs. All events are recent at first; the servers archive the old ones.
 */
export class Archive extends TicketwireMigration {
  override up(): void {
    this.#divide(twoParts);
    this.addSql(archiveEvents);
    this.addSql('revoke all on function archive_events from public');
    this.addSql(`grant execute on function archive_events to ${this.role}`);
  }

  override down(): void {
    this.addSql('drop function archive_events');
    this.#divide(fourParts);
  }

  #divide({ column, key, by, parts }: Division): void {
    const names = columns.map((one) => one.split(' ')[0]).join(', ');
    this.addSql('alter table events rename to events_before');
    this.addSql(
      `create table events (${[...columns, ...(column ? [column] : [])].join(', ')}) partition by ${by}`,
    );
    for (const [name, values] of Object.entries(parts))
      this.addSql(`create table ${name} partition of events for values ${values}`);
    this.addSql(`insert into events (${names}) select ${names} from events_before`);
    this.addSql('drop table events_before');
    // After the rows: that is several times faster.
    this.addSql(`alter table events add primary key (${key})`);
    this.addSql('create index events_ticket on events (organisation_id, ticket_id, number)');
    this.addSql('create index events_recorded on events (organisation_id, recorded_at)');
    for (const [name, table] of Object.entries(references))
      this.addSql(
        `alter table events add foreign key (organisation_id, ${name}) references ${table} (organisation_id, id)`,
      );
    this.isolate('events');
    this.addSql(`grant select, insert on events to ${this.role}`);
    // Partitions are reached through their parent only, where the policies are.
    for (const name of Object.keys(parts)) this.addSql(`revoke all on ${name} from ${this.role}`);
  }
}
