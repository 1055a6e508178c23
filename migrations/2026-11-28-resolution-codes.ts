import { TicketwireMigration } from './migration.js';

const tables = `
create table resolution_codes (
  organisation_id uuid not null references organisations (id),
  id uuid not null,
  code text collate natural_order not null,
  skeleton text not null generated always as (name_skeleton(code)) stored,
  description text,
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, code)
);
create index resolution_codes_skeleton on resolution_codes (organisation_id, skeleton);

-- Organisations that exist already accept any code, as before.
alter table organisations add column free_resolution_codes boolean not null default true;
alter table organisations alter column free_resolution_codes set default false;
`;

const usual = `
-- The codes with which the catalogue of an organisation begins.
create function add_usual_resolution_codes(organisation uuid) returns void language sql
set search_path = pg_catalog, public, pg_temp as $$
  insert into resolution_codes (organisation_id, id, code, description)
  select organisation, gen_random_uuid(), usual.code, usual.description from (values
    ('FIXED', 'The cause was removed.'),
    ('WORKAROUND', 'The cause remains, and the requester can work.'),
    ('CONFIGURED', 'A setting was changed.'),
    ('REPAIRED', 'A part was repaired.'),
    ('REPLACED', 'A part was replaced.'),
    ('RESTARTED', 'A system or a service was restarted.'),
    ('PATCHED', 'Software was updated.'),
    ('FULFILLED', 'The requester received what they asked for.'),
    ('ANSWERED', 'A question was answered.'),
    ('IMPLEMENTED', 'The change was carried out.'),
    ('ROLLED_BACK', 'The change was carried out and undone.'),
    ('NOT_REPRODUCIBLE', 'The fault did not occur again.'),
    ('NO_FAULT_FOUND', 'Everything works as intended.'),
    ('RESOLVED_ELSEWHERE', 'A supplier, another ticket or the requester resolved it.'),
    ('DECLINED', 'The request was not carried out, with a reason.')
  ) as usual (code, description)
  on conflict (organisation_id, code) do nothing
$$;
revoke all on function add_usual_resolution_codes(uuid) from public;
`;

/** The catalogue of resolution codes. Codes that tickets or proposed resolutions have stay valid. */
export class ResolutionCodes extends TicketwireMigration {
  override up(): void {
    this.addSql(tables);
    this.isolate('resolution_codes');
    this.addSql(usual);
    this.addSql(`
      insert into resolution_codes (organisation_id, id, code)
        select given.organisation_id, gen_random_uuid(), given.code from (
          select organisation_id, resolution_code as code from tickets where resolution_code is not null
          union select organisation_id, proposed_code from resolution_plans where proposed_code is not null
        ) given;
      select add_usual_resolution_codes(id) from organisations;
      grant select, insert, update on resolution_codes to ${this.role};
      grant update (free_resolution_codes) on organisations to ${this.role};
    `);
  }

  override down(): void {
    this.addSql(`
      drop function add_usual_resolution_codes(uuid);
      alter table organisations drop column free_resolution_codes;
      drop table resolution_codes;
    `);
  }
}
