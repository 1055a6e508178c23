import { TicketwireMigration } from './migration.js';

/** What the serving role says of a new event. That it is recent is the default, and only `archive_events` changes it. */
const written = [
  ...[
    'organisation_id',
    'number',
    'type',
    'ticket_id',
    'visibility',
    'comment_id',
    'attachment_id',
    'other_ticket_id',
  ],
  ...['actor_user_id', 'actor_key_id', 'recorded_at', 'occurred_at', 'cause', 'changes', 'facts'],
].join(', ');

/**
 * Keeps the numbers of events unique over both partitions of the log, which have a unique index each. A number comes from the head of the
 * log, whose row is locked until the commit. The serving role cannot set a head back, and cannot write to the archive. So a number that was
 * given is never given again.
 * And `archive_events` cannot be asked for events that every server replays, or for more than a batch. `LIVE_RETENTION_DAYS` is at least 1,
 * and servers keep a day more.
 */
export class LogNumbers extends TicketwireMigration {
  override up(): void {
    this.addSql(`revoke insert on events from ${this.role}`);
    this.addSql(`grant insert (${written}) on events to ${this.role}`);
    this.addSql(`create function refuse_lower_number() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'the head of a log cannot be set back' using errcode = 'check_violation';
end $$`);
    this.addSql('revoke all on function refuse_lower_number from public');
    const isServing = `current_user = '${this.role.slice(1, -1).replaceAll('""', '"').replaceAll("'", "''")}'`;
    this.addSql(`create trigger numbers_grow before update on event_heads for each row
      when (new.number < old.number and ${isServing}) execute function refuse_lower_number()`);
    this.addSql('alter function archive_events(int, uuid, int) rename to archive_events_of');
    this.addSql(`revoke all on function archive_events_of from ${this.role}`);
    this.addSql(`create function archive_events(days int, after uuid, at_most int)
returns table (moved int, is_delayed boolean, last uuid, through boolean)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query select * from archive_events_of(greatest(days, 2), after, least(at_most, 500));
end $$`);
    this.addSql('revoke all on function archive_events from public');
    this.addSql(`grant execute on function archive_events to ${this.role}`);
  }

  override down(): void {
    this.addSql('drop function archive_events');
    this.addSql('alter function archive_events_of rename to archive_events');
    this.addSql(`grant execute on function archive_events to ${this.role}`);
    this.addSql('drop trigger numbers_grow on event_heads');
    this.addSql('drop function refuse_lower_number');
    this.addSql(`revoke insert (${written}) on events from ${this.role}`);
    this.addSql(`grant insert on events to ${this.role}`);
  }
}
