import { TicketwireMigration } from './migration.js';

/**
 * What runs over all organisations reads one organisation after the other, each by its index: at most `at_most` rows of at most as many
 * organisations behind `after`, in their order. The last row has no id when there is more: `organisation_id` is then where to go on.
 */
const behind = `select o.id from organisations o where after is null or o.id > after order by o.id limit at_most`;

/** The head of such a function, with the names of its parameters and columns. */
function overOrganisations(signature: string, columns: string, body: string): string {
  return `
create function ${signature} returns table (${columns})
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  organisation uuid;
  through uuid := after;
  visited int := 0;
  taken_here int;
  taken int := 0;
begin
  for organisation in ${behind} loop
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

const functions = [
  // Resolved tickets that were quiet for as long as their organisation says. "days" holds what counts for types without a policy.
  // What has to be reviewed first is not due before.
  overOrganisations(
    'quiet_tickets(at timestamptz, days jsonb, after uuid, at_most int)',
    'organisation_id uuid, id uuid',
    `    return query select organisation, quiet.id
      from jsonb_each_text(days) as usual (ticket_type, days)
      left join closure_policies p on p.organisation_id = organisation and p.ticket_type = usual.ticket_type
      cross join lateral (
        select t.id, t.updated_at from tickets t
        where t.organisation_id = organisation and t.type = usual.ticket_type and t.status = 'RESOLVED'
          and t.updated_at <= at - make_interval(hours => 24 * case
            when p.organisation_id is null then usual.days::int else p.auto_close_days end)
          and (t.type <> 'CHANGE_REQUEST' and not t.major_incident or exists (select 1 from reviews r
            where r.organisation_id = organisation and r.ticket_id = t.id and r.cycle = 1 + t.reopen_count))
        order by t.updated_at limit at_most - taken) quiet
      order by quiet.updated_at limit at_most - taken;`,
  ),
  // Approvals whose reminder is due, or that are overdue. Only while the ticket waits for them: on hold, time does not press.
  overOrganisations(
    'due_approvals(at timestamptz, what text, after uuid, at_most int)',
    'organisation_id uuid, id uuid',
    `    return query select organisation, a.id from approvals a
      join tickets t on t.organisation_id = organisation and t.id = a.ticket_id and t.status = 'AWAITING_APPROVAL'
      where a.organisation_id = organisation and a.state = 'PENDING' and what = 'REMIND' and a.remind_at <= at
      union all
      select organisation, a.id from approvals a
      join tickets t on t.organisation_id = organisation and t.id = a.ticket_id and t.status = 'AWAITING_APPROVAL'
      where a.organisation_id = organisation and a.state = 'PENDING' and what = 'DUE' and a.due_at <= at and not a.overdue
      limit at_most - taken;`,
  ),
  // Major incidents whose status update is due and was not announced. Nobody waits for news of one that is resolved.
  overOrganisations(
    'due_major_incident_updates(at timestamptz, after uuid, at_most int)',
    'organisation_id uuid, id uuid',
    `    return query select organisation, m.ticket_id from major_incidents m
      join tickets t on t.organisation_id = organisation and t.id = m.ticket_id
      where m.organisation_id = organisation and m.ended_at is null and not m.due_told and m.next_update_due_at <= at
        and t.status not in ('RESOLVED', 'CLOSED', 'CANCELLED')
      order by m.next_update_due_at limit at_most - taken;`,
  ),
  // Uploads with objects to be removed from the store: never completed in time, deleted, or completed so long ago that the signed URL
  // no longer works. "keep" is the one object that stays. A server that is given one has it for two minutes.
  overOrganisations(
    'unswept_attachments(after uuid, at_most int)',
    'organisation_id uuid, id uuid, keep text',
    `    return query update attachments a set state = case a.state when 'READY' then 'READY' else 'DELETED' end,
        sweep_leased_until = now() + interval '2 minutes'
      where a.organisation_id = organisation and a.id = any (array(
        select o.id from attachments o
        where o.organisation_id = organisation and o.swept_at is null
          and (o.expires_at < now() or (o.state = 'READY' and o.attached_at < now() - interval '15 minutes'))
          and (o.sweep_leased_until is null or o.sweep_leased_until < now())
        order by o.expires_at limit at_most - taken for update skip locked))
      returning organisation, a.id, case a.state when 'READY' then a.object_key end;`,
  ),
];

/** The rest of what runs over several organisations: over those that it is given, or over few. */
const others = [
  `create or replace function event_heads_of(organisations uuid[]) returns table (organisation_id uuid, number bigint)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  organisation uuid;
begin
  foreach organisation in array organisations loop
    return query select organisation, h.number from event_heads h where h.organisation_id = organisation;
  end loop;
end $$`,
  `create or replace function lost_heads(organisations uuid[], numbers bigint[], times timestamptz[]) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  organisation uuid;
begin
  for i in 1 .. cardinality(organisations) loop
    organisation := organisations[i];
    if numbers[i] > 0 and not exists (select 1 from events e where e.organisation_id = organisation
      and e.number = numbers[i] and e.recorded_at = times[i]) then return next organisation; end if;
  end loop;
end $$`,
  `create or replace function demo_accounts(addresses text[]) returns table (organisation_id uuid, user_id uuid, password_hash text)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  organisation uuid;
begin
  for organisation in select o.id from organisations o where o.demo is not null order by o.id limit 100 loop
    return query select organisation, u.id, u.password_hash from users u
      where u.organisation_id = organisation and u.email = any (addresses) order by u.email;
  end loop;
end $$`,
  `create or replace function only_organisation() returns uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select case cardinality(first_two.ids) when 1 then first_two.ids[1] end
  from (select array(select o.id from organisations o limit 2) as ids) first_two
$$`,
  `create or replace function has_demo_accounts() returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select 1 from organisations o where o.demo is not null limit 1)
$$`,
];

const before = [
  `create function quiet_tickets(at timestamptz, days jsonb, at_most int) returns table (organisation_id uuid, id uuid)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select t.organisation_id, t.id
  from organisations o
  cross join jsonb_each_text(days) as usual (ticket_type, days)
  left join closure_policies p on p.organisation_id = o.id and p.ticket_type = usual.ticket_type
  cross join lateral (
    select q.organisation_id, q.id from tickets q
    where q.organisation_id = o.id and q.type = usual.ticket_type and q.status = 'RESOLVED'
      and q.updated_at <= at - make_interval(hours => 24 * case
        when p.organisation_id is null then usual.days::int else p.auto_close_days end)
      and (q.type <> 'CHANGE_REQUEST' and not q.major_incident or exists (select from reviews r where r.organisation_id = q.organisation_id
        and r.ticket_id = q.id and r.cycle = 1 + q.reopen_count))
    order by q.updated_at limit at_most) t
  limit at_most
$$`,
  `create function due_approvals(at timestamptz, what text, at_most int) returns table (organisation_id uuid, id uuid)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select a.organisation_id, a.id from approvals a
  join tickets t on t.organisation_id = a.organisation_id and t.id = a.ticket_id and t.status = 'AWAITING_APPROVAL'
  where a.state = 'PENDING' and what = 'REMIND' and a.remind_at <= at
  union all
  select a.organisation_id, a.id from approvals a
  join tickets t on t.organisation_id = a.organisation_id and t.id = a.ticket_id and t.status = 'AWAITING_APPROVAL'
  where a.state = 'PENDING' and what = 'DUE' and a.due_at <= at and not a.overdue
  limit at_most
$$`,
  `create function due_major_incident_updates(at timestamptz, at_most int) returns table (organisation_id uuid, id uuid)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select m.organisation_id, m.ticket_id from major_incidents m
  join tickets t on t.organisation_id = m.organisation_id and t.id = m.ticket_id
  where m.ended_at is null and not m.due_told and m.next_update_due_at <= at
    and t.status not in ('RESOLVED', 'CLOSED', 'CANCELLED')
  order by m.next_update_due_at limit at_most
$$`,
  `create function unswept_attachments(at_most int) returns table (organisation_id uuid, id uuid, keep text)
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  update attachments a set state = case a.state when 'READY' then 'READY' else 'DELETED' end,
    sweep_leased_until = now() + interval '2 minutes'
  from (select o.organisation_id, o.id from attachments o
    where o.swept_at is null and (o.expires_at < now() or (o.state = 'READY' and o.attached_at < now() - interval '15 minutes'))
      and (o.sweep_leased_until is null or o.sweep_leased_until < now())
    order by o.expires_at limit at_most for update skip locked) o
  where a.organisation_id = o.organisation_id and a.id = o.id
  returning a.organisation_id, a.id, case a.state when 'READY' then a.object_key end
$$`,
  `create or replace function event_heads_of(organisations uuid[]) returns table (organisation_id uuid, number bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select h.organisation_id, h.number from event_heads h where h.organisation_id = any (organisations)
$$`,
  `create or replace function lost_heads(organisations uuid[], numbers bigint[], times timestamptz[]) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select head.organisation_id from unnest(organisations, numbers, times) head (organisation_id, number, recorded_at)
  where head.number > 0 and not exists (select 1 from events e where e.organisation_id = head.organisation_id
    and e.number = head.number and e.recorded_at = head.recorded_at)
$$`,
  `create or replace function demo_accounts(addresses text[]) returns table (organisation_id uuid, user_id uuid, password_hash text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select u.organisation_id, u.id, u.password_hash from users u join organisations o on o.id = u.organisation_id
  where o.demo is not null and u.email = any (addresses) order by u.email
$$`,
  `create or replace function only_organisation() returns uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select min(o.id::text)::uuid from organisations o having count(*) = 1
$$`,
  `create or replace function has_demo_accounts() returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select 1 from organisations where demo is not null)
$$`,
];

const indexes = {
  approvals_to_remind:
    "approvals (organisation_id, remind_at) where state = 'PENDING' and remind_at is not null",
  approvals_to_decide:
    "approvals (organisation_id, due_at) where state = 'PENDING' and due_at is not null and not overdue",
  major_incidents_to_update:
    'major_incidents (organisation_id, next_update_due_at) where ended_at is null and not due_told',
  attachments_to_sweep: 'attachments (organisation_id, expires_at) where swept_at is null',
};

const indexesBefore = {
  approvals_reminders: "approvals (remind_at) where state = 'PENDING' and remind_at is not null",
  approvals_due: "approvals (due_at) where state = 'PENDING' and due_at is not null and not overdue",
  major_incidents_due: 'major_incidents (next_update_due_at) where ended_at is null and not due_told',
  attachments_unswept: 'attachments (expires_at) where swept_at is null',
};

const replaced = 'quiet_tickets, due_approvals, due_major_incident_updates, unswept_attachments';

export class OrganisationLoops extends TicketwireMigration {
  override up(): void {
    this.#exchange(indexesBefore, indexes, [...functions, ...others]);
  }

  override down(): void {
    this.#exchange(indexes, indexesBefore, before);
  }

  #exchange(
    dropped: Record<string, string>,
    made: Record<string, string>,
    functions: readonly string[],
  ): void {
    for (const [name, on] of Object.entries(made)) this.addSql(`create index ${name} on ${on}`);
    for (const name of Object.keys(dropped)) this.addSql(`drop index ${name}`);
    this.addSql(`drop function ${replaced}`);
    for (const one of functions) this.addSql(one);
    this.addSql(`revoke all on function ${replaced} from public`);
    this.addSql(`grant execute on function ${replaced} to ${this.role}`);
  }
}
