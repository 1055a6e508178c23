import { type Sql, sql } from '../../platform/db/sql.js';
import type { TicketIds } from '../../tickets/index.js';

/** The tickets whose present resolution cycle has a review. */
export function reviewedRows(organisationId: string, ticketIds: TicketIds): Sql<{ id: string }> {
  return sql<{ id: string }>`select t.id from tickets t
    where t.organisation_id = ${organisationId} and t.id = any (${ticketIds}::uuid[]) and exists (
      select 1 from reviews r where r.organisation_id = ${organisationId} and r.ticket_id = t.id
        and r.cycle = 1 + t.reopen_count)`;
}
