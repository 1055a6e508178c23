import { TicketwireMigration } from './migration.js';

/**
 * The moment at which a resolved ticket closes, stored with the ticket. Resolved tickets get the moment that the policy of their type gives
 * now; those that need a review first get none before it.
 */

/** A function over all organisations, one after the other: see `2026-11-28-organisation-loops.ts`. */
function overOrganisations(signature: string, body: string): string {
  return `create function ${signature} returns table (organisation_id uuid, id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  organisation uuid;
  through uuid := after;
  visited int := 0;
  taken_here int;
  taken int := 0;
begin
  for organisation in select o.id from organisations o where after is null or o.id > after order by o.id limit at_most loop
${body}
    get diagnostics taken_here = row_count;
    taken := taken + taken_here;
    -- This organisation may have more.
    exit when taken >= at_most;
    through := organisation;
    visited := visited + 1;
  end loop;
  if taken < at_most and visited < at_most then return; end if;
  organisation_id := through;
  id := null;
  return next;
end $$`;
}

const dueClosings = overOrganisations(
  'due_closings(at timestamptz, after uuid, at_most int)',
  `    return query select organisation, t.id from tickets t
      where t.organisation_id = organisation and t.auto_close_at <= at
      order by t.auto_close_at limit at_most - taken;`,
);

const quietTickets = overOrganisations(
  'quiet_tickets(at timestamptz, days jsonb, after uuid, at_most int)',
  `    return query select organisation, quiet.id
      from jsonb_each_text(days) as usual (ticket_type, days)
      left join closure_policies p on p.organisation_id = organisation and p.ticket_type = usual.ticket_type
      cross join lateral (
        select t.id, t.quiet_since as since from tickets t
        where t.organisation_id = organisation and t.type = usual.ticket_type and t.status = 'RESOLVED'
          and t.quiet_since <= at - make_interval(hours => 24 * case
            when p.organisation_id is null then usual.days::int else p.auto_close_days end)
          and (t.type <> 'CHANGE_REQUEST' and not t.major_incident or exists (select 1 from reviews r
            where r.organisation_id = organisation and r.ticket_id = t.id and r.cycle = 1 + t.reopen_count))
        order by t.quiet_since limit at_most - taken) quiet
      order by quiet.since limit at_most - taken;`,
);

const fill = `update tickets t set auto_close_at = t.quiet_since + make_interval(hours => 24 * days.days)
  from (select one.organisation_id, one.id, case when p.organisation_id is not null then p.auto_close_days
      when one.type in ('CHANGE_REQUEST', 'PROBLEM') then 14 else 7 end as days
    from tickets one left join closure_policies p on p.organisation_id = one.organisation_id and p.ticket_type = one.type
    where one.status = 'RESOLVED') days
  where t.organisation_id = days.organisation_id and t.id = days.id
    and (t.type <> 'CHANGE_REQUEST' and not t.major_incident or exists (select 1 from reviews r
      where r.organisation_id = t.organisation_id and r.ticket_id = t.id and r.cycle = 1 + t.reopen_count))`;

export class AutoClose extends TicketwireMigration {
  override up(): void {
    this.addSql('alter table tickets add column auto_close_at timestamptz(3)');
    this.addSql(fill);
    this.addSql('drop index tickets_quiet');
    this.addSql(
      'create index tickets_auto_close_at on tickets (organisation_id, auto_close_at) where auto_close_at is not null',
    );
    this.addSql('drop function quiet_tickets');
    this.addSql(dueClosings);
    this.addSql('revoke all on function due_closings from public');
    this.addSql(`grant execute on function due_closings to ${this.role}`);
  }

  override down(): void {
    this.addSql('drop function due_closings');
    this.addSql(quietTickets);
    this.addSql('revoke all on function quiet_tickets from public');
    this.addSql(`grant execute on function quiet_tickets to ${this.role}`);
    this.addSql('drop index tickets_auto_close_at');
    this.addSql(
      "create index tickets_quiet on tickets (organisation_id, type, quiet_since) where status = 'RESOLVED'",
    );
    this.addSql('alter table tickets drop column auto_close_at');
  }
}
