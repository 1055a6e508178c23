import { TicketwireMigration } from './migration.js';

/** The organisations of customers, with their people and the tickets that they reported. */
export class Companies extends TicketwireMigration {
  override up(): void {
    this.addSql(`create table companies (
      organisation_id uuid not null references organisations (id),
      id uuid not null,
      name text collate natural_order not null,
      skeleton text not null generated always as (name_skeleton(name)) stored,
      external_id text,
      active boolean not null,
      version int not null,
      created_at timestamptz(3) not null,
      primary key (organisation_id, id))`);
    this.addSql('create index companies_name on companies (organisation_id, name, id)');
    this.addSql('create index companies_skeleton on companies (organisation_id, skeleton)');
    this.isolate('companies');
    this.addSql(`grant select, insert, update on companies to ${this.role}`);
    this.addSql(`alter table users add column company_id uuid, add column phone text, add column locale text,
      add column time_zone text, add column external_id text,
      add foreign key (organisation_id, company_id) references companies (organisation_id, id)`);
    this.addSql(
      'create index users_company on users (organisation_id, company_id, name, id) where company_id is not null',
    );
    this.addSql(
      'create index users_external on users (organisation_id, external_id) where external_id is not null',
    );
    // The company of the requester when the ticket was reported.
    this.addSql(`alter table tickets add column company_id uuid,
      add foreign key (organisation_id, company_id) references companies (organisation_id, id)`);
    this.addSql(
      'create index tickets_company on tickets (organisation_id, company_id) where company_id is not null',
    );
  }

  override down(): void {
    this.addSql('alter table tickets drop column company_id');
    this.addSql(`alter table users drop column company_id, drop column phone, drop column locale, drop column time_zone,
      drop column external_id`);
    this.addSql('drop table companies');
  }
}
