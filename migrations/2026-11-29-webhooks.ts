import { TicketwireMigration } from './migration.js';

/** Webhooks of an organisation, and what is sent to them. */
export class Webhooks extends TicketwireMigration {
  override up(): void {
    this.addSql(`create table webhooks (
      organisation_id uuid not null references organisations (id),
      id uuid not null,
      url text not null,
      -- Null: all.
      kinds text[],
      active boolean not null,
      secret text not null,
      former_secret text,
      former_secret_ends_at timestamptz(3),
      created_by_user_id uuid,
      created_by_key_id uuid,
      version int not null,
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null,
      primary key (organisation_id, id),
      foreign key (organisation_id, created_by_user_id) references users (organisation_id, id),
      foreign key (organisation_id, created_by_key_id) references api_keys (organisation_id, id),
      constraint webhooks_kinds_elements check (array_position(kinds, null) is null))`);
    this.addSql(`create table webhook_deliveries (
      organisation_id uuid not null,
      id uuid not null,
      webhook_id uuid not null,
      notification_id uuid not null,
      user_id uuid not null,
      ticket_id uuid not null,
      kind text not null,
      state text not null check (state in ('PENDING', 'DELIVERED', 'DEAD')),
      attempts int not null default 0,
      due_at timestamptz(3) not null,
      -- A server sends it until then; afterwards another one does.
      leased_until timestamptz(3),
      response_status int,
      failure text,
      created_at timestamptz(3) not null,
      delivered_at timestamptz(3),
      primary key (organisation_id, id),
      unique (organisation_id, webhook_id, notification_id),
      foreign key (organisation_id, webhook_id) references webhooks (organisation_id, id) on delete cascade)`);
    this.addSql(
      "create index webhook_deliveries_due on webhook_deliveries (organisation_id, webhook_id, due_at, id) where state = 'PENDING'",
    );
    this.addSql(
      'create index webhook_deliveries_webhook on webhook_deliveries (organisation_id, webhook_id, id)',
    );
    this.addSql('create index webhook_deliveries_old on webhook_deliveries (organisation_id, created_at)');
    for (const table of ['webhooks', 'webhook_deliveries']) this.isolate(table);
    this.addSql(`grant select, insert, update, delete on webhooks, webhook_deliveries to ${this.role}`);
    // A function over all organisations: see 2026-11-28-organisation-loops.ts. Each webhook has its share, and each organisation its turn:
    // an organisation is passed when it has had one, though it may have more. So there are fewer rows than twice `at_most`.
    this.addSql(`
create function due_webhook_deliveries(at timestamptz, silent uuid[], after uuid, at_most int) returns table (organisation_id uuid, id uuid, webhook_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  organisation uuid;
  through uuid := after;
  visited int := 0;
  taken_here int;
  taken int := 0;
begin
  for organisation in select o.id from organisations o where after is null or o.id > after order by o.id limit at_most loop
    return query select organisation, share.id, w.id from webhooks w
      cross join lateral (select d.id, d.due_at, row_number() over (order by d.due_at, d.id) as place from webhook_deliveries d
        where d.organisation_id = organisation and d.webhook_id = w.id and d.state = 'PENDING' and d.due_at <= at
          and (d.leased_until is null or d.leased_until <= at)
        order by d.due_at, d.id limit 25) share
      where w.organisation_id = organisation and w.active and w.id <> all (silent)
      order by share.place, share.due_at, share.id limit at_most;
    get diagnostics taken_here = row_count;
    taken := taken + taken_here;
    through := organisation;
    visited := visited + 1;
    exit when taken >= at_most;
  end loop;
  if taken < at_most and visited < at_most then return; end if;
  organisation_id := through;
  id := null;
  webhook_id := null;
  return next;
end $$`);
    this.addSql('revoke all on function due_webhook_deliveries from public');
    this.addSql(`grant execute on function due_webhook_deliveries to ${this.role}`);
  }

  override down(): void {
    this.addSql('drop function due_webhook_deliveries');
    this.addSql('drop table webhook_deliveries');
    this.addSql('drop table webhooks');
  }
}
