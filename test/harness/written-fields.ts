import type pg from 'pg';
import { modules } from '../../server/modules.js';
import { eventFields } from '../../server/platform/events/event-fields.js';

/** Fails when an event about a ticket names a field of a change that no module declares. */
export async function checkWrittenFields(database: pg.Pool): Promise<void> {
  const { rows } = await database.query<{ type: string; field: string }>(
    `select distinct e.type, change ->> 'field' as field
     from events e cross join lateral jsonb_array_elements(e.changes) change where e.ticket_id is not null`,
  );
  const declared = modules.extensions.at(eventFields);
  const unknown = rows.filter(({ field }) => !declared.has(field));
  if (unknown.length > 0)
    throw new Error(
      `No module declares ${unknown.map(({ type, field }) => `${field} of ${type}`).join(', ')}.`,
    );
}
