import type { Gathering } from '../../platform/commands/command.js';
import { type Sql, sql } from '../../platform/db/sql.js';

/**
 * A row if a ticket is still a standard change: its template is one now, and the ticket is what the template was approved for. The same rule
 * as `isAsApproved`.
 */
export function standardChange({ me, organisationId }: Gathering, ticketId: Sql): Sql<{ id: string }> {
  const services = sql`array(select ts.service_id from ticket_services ts where ts.organisation_id = ${organisationId} and ts.ticket_id = t.id)`;
  return sql<{ id: string }>`select t.id from ${me}
    join tickets t on t.organisation_id = ${organisationId} and t.id = ${ticketId}
    join ticket_templates tt on tt.organisation_id = ${organisationId} and tt.standard_change and tt.id = (
      select (c ->> 'to')::uuid from events e cross join jsonb_array_elements(e.changes) c
      where e.organisation_id = ${organisationId} and e.ticket_id = t.id and e.type = 'TICKET_CREATED' and c ->> 'field' = 'TicketTemplate.id'
      order by e.number limit 1)
    where (tt.category_id is null or tt.category_id = t.category_id)
      and (tt.subcategory_id is null or tt.subcategory_id = t.subcategory_id)
      and (tt.service_ids = '{}' or (tt.service_ids @> ${services} and tt.service_ids <@ ${services}))`;
}
