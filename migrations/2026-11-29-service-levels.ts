import { TicketwireMigration } from './migration.js';

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

/** Lists of policies. */
const lists = ['pause_reasons', 'types', 'priorities', 'service_ids', 'company_ids', 'queue_ids', 'form_ids'];

/**
 * Business calendars, service level policies, and the ledger of each ticket's clocks. What lists and filters know of the clocks is stored with
 * the ticket.
 */
export class ServiceLevels extends TicketwireMigration {
  override up(): void {
    this.addSql(`create table business_calendars (
      organisation_id uuid not null references organisations (id),
      id uuid not null,
      name text collate natural_order not null,
      skeleton text not null generated always as (name_skeleton(name)) stored,
      time_zone text not null,
      hours jsonb not null,
      days_off jsonb not null,
      country text,
      region text,
      version int not null,
      created_at timestamptz(3) not null,
      primary key (organisation_id, id))`);
    this.addSql('create index business_calendars_name on business_calendars (organisation_id, name, id)');
    this.addSql('create index business_calendars_skeleton on business_calendars (organisation_id, skeleton)');
    // Each year is read once, by one version of the library, so that later versions of it move no target.
    this.addSql(`create table public_holidays (
      organisation_id uuid not null,
      calendar_id uuid not null,
      year int not null,
      days jsonb not null,
      read_with text not null,
      primary key (organisation_id, calendar_id, year),
      foreign key (organisation_id, calendar_id) references business_calendars (organisation_id, id))`);
    this.isolate('public_holidays');
    this.addSql(`grant select, insert, delete on public_holidays to ${this.role}`);
    this.addSql(`create table service_level_policies (
      organisation_id uuid not null,
      id uuid not null,
      name text collate natural_order not null,
      skeleton text not null generated always as (name_skeleton(name)) stored,
      active boolean not null,
      calendar_id uuid not null,
      targets jsonb not null,
      warn_at_percent int not null,
      pause_reasons text[] not null,
      types text[] not null,
      priorities text[] not null,
      service_ids uuid[] not null,
      company_ids uuid[] not null,
      queue_ids uuid[] not null,
      form_ids uuid[] not null,
      version int not null,
      created_at timestamptz(3) not null,
      primary key (organisation_id, id),
      foreign key (organisation_id, calendar_id) references business_calendars (organisation_id, id))`);
    this.addSql(
      'create index service_level_policies_name on service_level_policies (organisation_id, name, id)',
    );
    this.addSql(
      'create index service_level_policies_skeleton on service_level_policies (organisation_id, skeleton)',
    );
    this.addSql(
      'create index service_level_policies_calendar on service_level_policies (organisation_id, calendar_id)',
    );
    for (const column of lists)
      this.addSql(`alter table service_level_policies add constraint service_level_policies_${column}_elements
        check (array_position(${column}, null) is null)`);
    // Each change of a policy or a calendar increases the revision. Clocks of another one are computed anew.
    this.addSql(`create table service_level_revisions (
      organisation_id uuid not null references organisations (id),
      revision int not null,
      primary key (organisation_id))`);
    this.addSql(`create table service_levels (
      organisation_id uuid not null,
      ticket_id uuid not null,
      revision int not null,
      open boolean not null,
      wake_at timestamptz(3),
      ledger jsonb not null,
      primary key (organisation_id, ticket_id),
      foreign key (organisation_id, ticket_id) references tickets (organisation_id, id))`);
    this.addSql(
      'create index service_levels_wake on service_levels (organisation_id, wake_at, ticket_id) where wake_at is not null',
    );
    this.addSql(
      'create index service_levels_revision on service_levels (organisation_id, revision, ticket_id) where open',
    );
    for (const table of [
      'business_calendars',
      'service_level_policies',
      'service_level_revisions',
      'service_levels',
    ]) {
      this.isolate(table);
      this.addSql(`grant select, insert, update on ${table} to ${this.role}`);
    }
    this.addSql(`alter table tickets add column due_at timestamptz(3) not null default '9999-12-31 00:00:00+00',
      add column at_risk boolean not null default false, add column breached boolean not null default false`);
    this.addSql('create index tickets_due on tickets (organisation_id, due_at, id)');
    this.addSql('create index tickets_queue_due on tickets (organisation_id, queue_id, due_at, id)');
    this.addSql('create index tickets_at_risk on tickets (organisation_id, due_at, id) where at_risk');
    this.addSql('create index tickets_breached on tickets (organisation_id, due_at, id) where breached');
    this.addSql(
      'create index tickets_queue_late on tickets (organisation_id, queue_id) where at_risk or breached',
    );
    this.addSql(`insert into service_levels (organisation_id, ticket_id, revision, open, ledger)
      select t.organisation_id, t.id, 0, true, '{"heldFor": null, "clocks": []}' from tickets t
      where t.status not in ('RESOLVED', 'CLOSED', 'CANCELLED')`);
    // Organisations with clocks that reach a moment, or that another revision computed.
    this.addSql(
      overOrganisations(
        'due_service_levels(at timestamptz, after uuid, at_most int)',
        `    return query select organisation, organisation where exists (select 1 from service_levels s
        where s.organisation_id = organisation and s.wake_at <= at)
      or exists (select 1 from service_levels s where s.organisation_id = organisation and s.open
        and s.revision < (select r.revision from service_level_revisions r where r.organisation_id = organisation));`,
      ),
    );
    // Calendars whose holidays were not read far enough ahead.
    this.addSql(
      overOrganisations(
        'due_public_holidays(last_year int, after uuid, at_most int)',
        `    return query select organisation, c.id from business_calendars c
      where c.organisation_id = organisation and c.country is not null and not exists (select 1 from public_holidays h
        where h.organisation_id = organisation and h.calendar_id = c.id and h.year = last_year)
      order by c.id limit at_most - taken;`,
      ),
    );
    this.addSql('revoke all on function due_public_holidays from public');
    this.addSql(`grant execute on function due_public_holidays to ${this.role}`);
    this.addSql('revoke all on function due_service_levels from public');
    this.addSql(`grant execute on function due_service_levels to ${this.role}`);
  }

  override down(): void {
    this.addSql('drop function due_public_holidays');
    this.addSql('drop function due_service_levels');
    this.addSql('alter table tickets drop column due_at, drop column at_risk, drop column breached');
    this.addSql('drop table service_levels');
    this.addSql('drop table service_level_revisions');
    this.addSql('drop table service_level_policies');
    this.addSql('drop table public_holidays');
    this.addSql('drop table business_calendars');
  }
}
