import { TicketwireMigration } from './migration.js';

/**
 * What a ticket waits for, with the time from which the schedule counts: the quiet time of a resolved ticket, and the resume time of a hold
 * that was not announced yet.
 */

/** A function over all organisations, one after the other: see `2026-11-28-organisation-loops.ts`. */
function overOrganisations(create: string, signature: string, body: string): string {
  return `${create} function ${signature} returns table (organisation_id uuid, id uuid)
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

// Resolved tickets that were quiet for as long as their organisation says. "days" holds what counts for types without a policy.
// What has to be reviewed first is not due before.
function quietTickets(since: 'quiet_since' | 'updated_at'): string {
  return overOrganisations(
    'create or replace',
    'quiet_tickets(at timestamptz, days jsonb, after uuid, at_most int)',
    `    return query select organisation, quiet.id
      from jsonb_each_text(days) as usual (ticket_type, days)
      left join closure_policies p on p.organisation_id = organisation and p.ticket_type = usual.ticket_type
      cross join lateral (
        select t.id, t.${since} as since from tickets t
        where t.organisation_id = organisation and t.type = usual.ticket_type and t.status = 'RESOLVED'
          and t.${since} <= at - make_interval(hours => 24 * case
            when p.organisation_id is null then usual.days::int else p.auto_close_days end)
          and (t.type <> 'CHANGE_REQUEST' and not t.major_incident or exists (select 1 from reviews r
            where r.organisation_id = organisation and r.ticket_id = t.id and r.cycle = 1 + t.reopen_count))
        order by t.${since} limit at_most - taken) quiet
      order by quiet.since limit at_most - taken;`,
  );
}

const dueHolds = overOrganisations(
  'create',
  'due_holds(at timestamptz, after uuid, at_most int)',
  `    return query select organisation, t.id from tickets t
      where t.organisation_id = organisation and t.hold_due_at <= at
      order by t.hold_due_at limit at_most - taken;`,
);

export class Waiting extends TicketwireMigration {
  override up(): void {
    this.addSql(
      'alter table tickets add column quiet_since timestamptz(3), add column hold_due_at timestamptz(3)',
    );
    this.addSql("update tickets set quiet_since = updated_at where status = 'RESOLVED'");
    this.addSql('update tickets set hold_due_at = hold_resume_at where hold_resume_at > now()');
    this.addSql('drop index tickets_quiet');
    this.addSql(
      "create index tickets_quiet on tickets (organisation_id, type, quiet_since) where status = 'RESOLVED'",
    );
    this.addSql(
      'create index tickets_hold_due on tickets (organisation_id, hold_due_at) where hold_due_at is not null',
    );
    this.addSql(quietTickets('quiet_since'));
    this.addSql(dueHolds);
    this.addSql('revoke all on function due_holds from public');
    this.addSql(`grant execute on function due_holds to ${this.role}`);
  }

  override down(): void {
    this.addSql('drop function due_holds');
    this.addSql(quietTickets('updated_at'));
    this.addSql('drop index tickets_quiet');
    this.addSql(
      "create index tickets_quiet on tickets (organisation_id, type, updated_at) where status = 'RESOLVED'",
    );
    this.addSql('alter table tickets drop column quiet_since, drop column hold_due_at');
  }
}
