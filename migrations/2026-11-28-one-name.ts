import { TicketwireMigration } from './migration.js';

/** The names of fields in the changes of events, and the names that they have now. */
export const renamed: Readonly<Record<string, string>> = {
  'Ticket.affectedServices': 'Ticket.affectedServiceNames',
  'Ticket.services': 'Ticket.affectedServices',
  'Ticket.configurationItems': 'Ticket.affectedItems',
};

export const itemsChanged = 'AFFECTED_ITEMS_CHANGED';
export const itemsChangedBefore = 'CONFIGURATION_ITEMS_CHANGED';

/** Replaces all names at once, because one name is both an old and a new one. */
function renamingFields(to: Readonly<Record<string, string>>): string {
  const map = `'${JSON.stringify(to)}'::jsonb`;
  const paths = Object.keys(to).map((name) => `changes @> '[{"field": "${name}"}]'`);
  return `update events set changes = (
      select jsonb_agg(jsonb_set(change, '{field}', coalesce(${map} -> (change ->> 'field'), change -> 'field')) order by i)
      from jsonb_array_elements(changes) with ordinality as each (change, i))
    where ticket_id is not null and (${paths.join(' or ')})`;
}

function renamingType(from: string, to: string): string {
  return `update events set type = '${to}' where type = '${from}'`;
}

/** Gives stored events the names that they have now. */
export const renameInEvents = [renamingFields(renamed), renamingType(itemsChangedBefore, itemsChanged)];

/** What is affected has one name in inputs, outputs, filters and events. */
export class OneName extends TicketwireMigration {
  override up(): void {
    this.addSql(`alter table tickets rename column affected_services to affected_service_names;
      alter table tickets rename constraint tickets_affected_services_elements to tickets_affected_service_names_elements;
      ${renameInEvents.join(';\n')}`);
  }

  override down(): void {
    const back = Object.fromEntries(Object.entries(renamed).map(([old, name]) => [name, old]));
    this.addSql(`alter table tickets rename column affected_service_names to affected_services;
      alter table tickets rename constraint tickets_affected_service_names_elements to tickets_affected_services_elements;
      ${renamingFields(back)};
      ${renamingType(itemsChanged, itemsChangedBefore)}`);
  }
}
