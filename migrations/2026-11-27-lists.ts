import { TicketwireMigration } from './migration.js';

/** Every column that holds a list. */
const lists: readonly [table: string, column: string][] = [
  ['api_keys', 'scopes'],
  ['api_keys', 'queue_ids'],
  ['tickets', 'error_messages'],
  ['tickets', 'affected_services'],
  ['tickets', 'labels'],
  ['tickets', 'service_ids'],
  ['ticket_templates', 'labels'],
  ['ticket_templates', 'service_ids'],
  ['reviews', 'actions'],
];
const ofTexts = ['error_messages', 'affected_services', 'labels', 'actions'];

/**
 * Lists have no NULL elements: nobody could read one that had. The text `null` was stored as one before this migration, so each becomes
 * that text again. Labels take the form in which they are looked for: NFC, each once.
 */
export class Lists extends TicketwireMigration {
  override up(): void {
    for (const [table, column] of lists) {
      if (ofTexts.includes(column))
        this.addSql(`update ${table} set ${column} = array_replace(${column}, null, 'null')
          where array_position(${column}, null) is not null`);
      if (column === 'labels')
        this.addSql(`update ${table} set labels = array(select distinct normalize(label, NFC) collate "C" as form
            from unnest(labels) given (label) order by form)
          where array_to_string(labels, '') is not NFC normalized`);
      this.addSql(`alter table ${table} add constraint ${table}_${column}_elements
        check (array_position(${column}, null) is null)`);
    }
  }

  override down(): void {
    for (const [table, column] of lists)
      this.addSql(`alter table ${table} drop constraint ${table}_${column}_elements`);
  }
}
