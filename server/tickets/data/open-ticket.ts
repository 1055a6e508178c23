import { type Sql, sql } from '../../platform/db/sql.js';

/** Whether the ticket of an alias is open, in the exact words of the indexes of open tickets, which are small. */
export function isOpen(alias = 't'): Sql<boolean> {
  return sql<boolean>`${sql.raw(alias)}.status not in ('RESOLVED', 'CLOSED', 'CANCELLED')`;
}
