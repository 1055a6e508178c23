import { TicketwireMigration } from './migration.js';

/**
 * The service catalogue: services and configuration items with what they depend on, what of them a ticket affects, and what fills a new
 * ticket in: request forms with their answers, and templates.
 */
const tables = `
alter table categories add column active boolean not null default true;
alter table categories add column version int not null default 1;

create table services (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  name text not null,
  description text,
  owner_team_id uuid not null,
  criticality text not null check (criticality in ('HIGH', 'MEDIUM', 'LOW')),
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, name),
  foreign key (organisation_id, owner_team_id) references teams (organisation_id, id)
);
create index services_team on services (organisation_id, owner_team_id);

create table configuration_items (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  name text not null,
  description text,
  kind text not null check (kind in ('HARDWARE', 'SOFTWARE', 'NETWORK', 'CLOUD', 'DOCUMENTATION', 'OTHER')),
  owner_team_id uuid not null,
  criticality text not null check (criticality in ('HIGH', 'MEDIUM', 'LOW')),
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, name),
  foreign key (organisation_id, owner_team_id) references teams (organisation_id, id)
);
create index configuration_items_team on configuration_items (organisation_id, owner_team_id);

-- What depends on what, directly. There is no way from anything back to itself: who changes them takes one lock.
create table service_dependencies (
  organisation_id uuid not null,
  service_id uuid not null,
  on_service_id uuid not null,
  primary key (organisation_id, service_id, on_service_id),
  check (service_id <> on_service_id),
  foreign key (organisation_id, service_id) references services (organisation_id, id),
  foreign key (organisation_id, on_service_id) references services (organisation_id, id)
);
create index service_dependencies_on on service_dependencies (organisation_id, on_service_id, service_id);

create table service_items (
  organisation_id uuid not null,
  service_id uuid not null,
  item_id uuid not null,
  primary key (organisation_id, service_id, item_id),
  foreign key (organisation_id, service_id) references services (organisation_id, id),
  foreign key (organisation_id, item_id) references configuration_items (organisation_id, id)
);
create index service_items_item on service_items (organisation_id, item_id, service_id);

create table configuration_item_dependencies (
  organisation_id uuid not null,
  item_id uuid not null,
  on_item_id uuid not null,
  primary key (organisation_id, item_id, on_item_id),
  check (item_id <> on_item_id),
  foreign key (organisation_id, item_id) references configuration_items (organisation_id, id),
  foreign key (organisation_id, on_item_id) references configuration_items (organisation_id, id)
);
create index configuration_item_dependencies_on on configuration_item_dependencies (organisation_id, on_item_id, item_id);

-- The services a ticket affects: rows to find tickets by a service, and the same ids on the ticket, for what events tell of it.
alter table tickets add column service_ids uuid[] not null default '{}';
create table ticket_services (
  organisation_id uuid not null,
  ticket_id uuid not null,
  service_id uuid not null,
  primary key (organisation_id, ticket_id, service_id),
  foreign key (organisation_id, ticket_id) references tickets (organisation_id, id),
  foreign key (organisation_id, service_id) references services (organisation_id, id)
);
create index ticket_services_service on ticket_services (organisation_id, service_id, ticket_id);

create table ticket_configuration_items (
  organisation_id uuid not null,
  ticket_id uuid not null,
  item_id uuid not null,
  primary key (organisation_id, ticket_id, item_id),
  foreign key (organisation_id, ticket_id) references tickets (organisation_id, id),
  foreign key (organisation_id, item_id) references configuration_items (organisation_id, id)
);
create index ticket_configuration_items_item on ticket_configuration_items (organisation_id, item_id, ticket_id);

create table request_forms (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  name text not null,
  description text,
  ticket_type text not null,
  category_id uuid,
  queue_id uuid,
  fields jsonb not null,
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, name),
  foreign key (organisation_id, category_id) references categories (organisation_id, id),
  foreign key (organisation_id, queue_id) references queues (organisation_id, id)
);

-- A form as it was answered: its fields are kept with their answers, whatever becomes of the form.
create table ticket_forms (
  organisation_id uuid not null,
  ticket_id uuid not null,
  form_id uuid not null,
  form_version int not null,
  name text not null,
  answers jsonb not null,
  primary key (organisation_id, ticket_id),
  foreign key (organisation_id, ticket_id) references tickets (organisation_id, id),
  foreign key (organisation_id, form_id) references request_forms (organisation_id, id)
);

create table ticket_templates (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  name text not null,
  ticket_type text not null,
  subject text,
  description text,
  category_id uuid,
  subcategory_id uuid,
  queue_id uuid,
  impact text check (impact in ('HIGH', 'MEDIUM', 'LOW')),
  urgency text check (urgency in ('HIGH', 'MEDIUM', 'LOW')),
  labels text[] not null default '{}',
  -- Services are retired, never deleted.
  service_ids uuid[] not null default '{}',
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, name),
  foreign key (organisation_id, category_id) references categories (organisation_id, id),
  foreign key (organisation_id, subcategory_id) references categories (organisation_id, id),
  foreign key (organisation_id, queue_id) references queues (organisation_id, id)
);
`;

const named = ['services', 'configuration_items', 'request_forms', 'ticket_templates'];
const pairs = [
  'service_dependencies',
  'service_items',
  'configuration_item_dependencies',
  'ticket_services',
  'ticket_configuration_items',
];

export class Catalogue extends TicketwireMigration {
  override up(): void {
    this.addSql(tables);
    for (const table of [...named, ...pairs, 'ticket_forms']) this.isolate(table);
    this.addSql(`
      grant select, insert, update on ${named.join(', ')} to ${this.role};
      grant select, insert, delete on ${pairs.join(', ')} to ${this.role};
      grant select, insert on ticket_forms to ${this.role};
    `);
  }

  override down(): void {
    this.addSql(`
      drop table if exists ticket_templates, ticket_forms, request_forms, ticket_configuration_items, ticket_services,
        configuration_item_dependencies, service_items, service_dependencies, configuration_items, services;
      alter table if exists tickets drop column if exists service_ids;
      alter table if exists categories drop column if exists active, drop column if exists version;
    `);
  }
}
