import { type ItemRow } from '../../cmdb/data/entities.js';
import { itemColumns } from '../../cmdb/data/reads.js';
import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { inStaffCatalogue } from '../../platform/actor/catalogue-visibility.js';
import { sql } from '../../platform/db/sql.js';
import { internalVisible } from './visibility.js';
/** Configuration items of each visible ticket, by name, where the actor can read internal notes. */
export async function itemsOfTickets(reads: ActorReads, ticketIds: readonly string[]): Promise<ItemRow[][]> {
  const rows = await reads.query(sql<ItemRow & { ticketId: string }>`
    select ti.ticket_id as "ticketId", ${itemColumns} from ticket_configuration_items ti
    join tickets t on t.organisation_id = ${reads.organisationId} and t.id = ti.ticket_id
    join configuration_items ci on ci.organisation_id = ${reads.organisationId} and ci.id = ti.item_id
    where ti.organisation_id = ${reads.organisationId} and ti.ticket_id = any (${ticketIds}::uuid[])
      and ${inStaffCatalogue(reads.scope, 'ci')} and ${internalVisible(reads.scope)} order by ci.name, ci.id`);
  const byTicket = Map.groupBy(rows, (row) => row.ticketId);
  return ticketIds.map((id) => byTicket.get(id) ?? []);
}
