import { TicketwireMigration } from './migration.js';

/** Tables of named objects whose names are unique, with what they are unique under in addition to the organisation. */
const unique: Readonly<Record<string, string>> = {
  teams: '',
  queues: '',
  categories: 'ticket_type, parent_id, ',
  services: '',
  configuration_items: '',
  request_forms: '',
  ticket_templates: '',
  approval_policies: '',
};

// Fillers, variation selectors, and characters for the direction and joining of text (Default_Ignorable_Code_Point), and soft hyphens.
const ignorable = String.raw`[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]`;

const skeleton = `
-- Two names with the same skeleton are the same to a reader: it does not depend on case, spaces, invisible characters, variants of one
-- character (NFKC) and dots at the end.
create function name_skeleton(name text) returns text language sql immutable strict parallel safe as $$
  select coalesce(nullif(rtrim(spaced, '. '), ''), spaced) from (
    select btrim(regexp_replace(regexp_replace(
      normalize(lower(upper(lower(normalize(name, NFKC) collate "und-x-icu"))), NFKC),
      '${ignorable}', '', 'g'), '\\s+', ' ', 'g')) as spaced) it
$$`;

/**
 * Names are listed in the order of people: letters by the root collation of Unicode, numbers as numbers. New names and e-mail addresses must
 * differ from others by more than case, spaces or form. Those that do not differ already stay.
 */
export class Names extends TicketwireMigration {
  override up(): void {
    this.addSql(`create collation natural_order (provider = icu, locale = 'und-u-kn-true')`);
    this.addSql(skeleton);
    this.addSql('alter table users alter column name type text collate natural_order');
    for (const [table, under] of Object.entries(unique)) {
      this.addSql(`alter table ${table} alter column name type text collate natural_order,
        add column skeleton text not null generated always as (name_skeleton(name)) stored`);
      this.addSql(`create index ${table}_skeleton on ${table} (organisation_id, ${under}skeleton)`);
    }
    this.addSql(`
      -- Of addresses that look the same already, only the first has a skeleton.
      alter table addresses add column skeleton text unique;
      update addresses a set skeleton = it.skeleton from (
        select s.email, s.skeleton, row_number() over (partition by s.skeleton order by s.email) as place
        from (select email, name_skeleton(email) as skeleton from addresses) s) it
      where it.email = a.email and it.place = 1;
    `);
  }

  override down(): void {
    this.addSql('alter table addresses drop column skeleton');
    for (const table of Object.keys(unique))
      this.addSql(`alter table ${table} drop column skeleton, alter column name type text collate "default"`);
    this.addSql('alter table users alter column name type text collate "default"');
    this.addSql('drop function name_skeleton');
    this.addSql('drop collation natural_order');
  }
}
