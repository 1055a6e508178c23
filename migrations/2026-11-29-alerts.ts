import { TicketwireMigration } from './migration.js';

const tables = `
create table alert_integrations (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  name text collate natural_order not null,
  skeleton text not null generated always as (name_skeleton(name)) stored,
  active boolean not null,
  requester_id uuid not null,
  queue_id uuid,
  dedup_labels text[] not null constraint alert_integrations_dedup_labels_elements check (array_position(dedup_labels, null) is null),
  severity_label text not null,
  on_resolved text not null check (on_resolved in ('RECORD', 'VERIFY', 'RESOLVE')),
  resolution_code text not null,
  on_new_episode text not null check (on_new_episode in ('NEW_TICKET', 'REOPEN')),
  reopen_minutes int not null,
  version int not null,
  created_at timestamptz(3) not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, requester_id) references users (organisation_id, id),
  foreign key (organisation_id, queue_id) references queues (organisation_id, id)
);
create index alert_integrations_name on alert_integrations (organisation_id, name, id);
create index alert_integrations_skeleton on alert_integrations (organisation_id, skeleton);

-- The alerts of one dedup key, from episode to episode. Each episode has one ticket.
create table alert_series (
  organisation_id uuid not null,
  id uuid not null,
  alert_integration_id uuid not null,
  dedup_key text not null,
  episode int not null,
  ticket_id uuid,
  primary key (organisation_id, id),
  unique (organisation_id, alert_integration_id, dedup_key),
  foreign key (organisation_id, alert_integration_id) references alert_integrations (organisation_id, id),
  foreign key (organisation_id, ticket_id) references tickets (organisation_id, id)
);

create table alerts (
  organisation_id uuid not null,
  id uuid not null,
  alert_integration_id uuid not null,
  series_id uuid not null,
  episode int not null,
  ticket_id uuid,
  dedup_key text not null,
  fingerprint text not null,
  status text not null check (status in ('FIRING', 'RESOLVED')),
  severity text not null check (severity in ('CRITICAL', 'ERROR', 'WARNING', 'INFO')),
  summary text not null,
  description text,
  labels jsonb not null,
  source_url text,
  occurrences int not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3),
  first_reported_at timestamptz(3) not null,
  last_reported_at timestamptz(3) not null,
  primary key (organisation_id, id),
  unique (organisation_id, series_id, fingerprint, episode),
  foreign key (organisation_id, alert_integration_id) references alert_integrations (organisation_id, id),
  foreign key (organisation_id, series_id) references alert_series (organisation_id, id),
  foreign key (organisation_id, ticket_id) references tickets (organisation_id, id)
);
create index alerts_ticket on alerts (organisation_id, ticket_id, id) where ticket_id is not null;
create index alerts_fingerprint on alerts (organisation_id, alert_integration_id, fingerprint, id);
create index alerts_firing on alerts (organisation_id, series_id, episode, fingerprint) where status = 'FIRING';
create index alerts_status on alerts (organisation_id, status, id);
`;

/** Alerts of monitoring systems, and the integrations that report them. */
export class Alerts extends TicketwireMigration {
  override up(): void {
    this.addSql(tables);
    for (const table of ['alert_integrations', 'alert_series', 'alerts']) {
      this.isolate(table);
      this.addSql(`grant select, insert, update on ${table} to ${this.role}`);
    }
  }

  override down(): void {
    this.addSql('drop table alerts; drop table alert_series; drop table alert_integrations');
  }
}
