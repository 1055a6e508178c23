import { TicketwireMigration } from './migration.js';

const tables = `
-- \`routes\` is a list: conditions on labels, and what a ticket gets. \`mapping\` says where other JSON has the parts of an alert.
alter table alert_integrations
  add column routes jsonb not null default '[]',
  add column mapping jsonb,
  add column flap_count int not null default 5,
  add column flap_minutes int not null default 30,
  add column silent_in_change_windows boolean not null default false;

-- How often the alerts of the key began to fire since a time.
alter table alert_series add column flap_count int not null default 0, add column flap_since timestamptz(3);

create table alert_silences (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  alert_integration_id uuid,
  matchers jsonb not null,
  reason text not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  created_by_user_id uuid,
  created_by_key_id uuid,
  created_at timestamptz(3) not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, alert_integration_id) references alert_integrations (organisation_id, id)
);
create index alert_silences_end on alert_silences (organisation_id, ends_at);

-- An alert that was suppressed has no ticket.
alter table alerts
  add column silence_id uuid,
  add column change_ticket_id uuid,
  add foreign key (organisation_id, silence_id) references alert_silences (organisation_id, id),
  add foreign key (organisation_id, change_ticket_id) references tickets (organisation_id, id);
`;

/** Routes, silences and the damping of alerts. */
export class AlertsPolicies extends TicketwireMigration {
  override up(): void {
    this.addSql(tables);
    this.isolate('alert_silences');
    this.addSql(`grant select, insert, update on alert_silences to ${this.role}`);
  }

  override down(): void {
    this.addSql('alter table alerts drop column silence_id, drop column change_ticket_id');
    this.addSql('drop table alert_silences');
    this.addSql('alter table alert_series drop column flap_count, drop column flap_since');
    this.addSql(`alter table alert_integrations drop column routes, drop column mapping, drop column flap_count,
      drop column flap_minutes, drop column silent_in_change_windows`);
  }
}
