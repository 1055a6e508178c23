import type { ActorReads } from '../../platform/actor/actor-reads.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import type { TicketIds } from '../../tickets/index.js';

/** The tickets whose present resolution cycle has a review. */
export function reviewedRows(organisationId: string, ticketIds: TicketIds): Sql<{ id: string }> {
  return sql<{ id: string }>`select t.id from tickets t
    where t.organisation_id = ${organisationId} and t.id = any (${ticketIds}::uuid[]) and exists (
      select 1 from reviews r where r.organisation_id = ${organisationId} and r.ticket_id = t.id
        and r.cycle = 1 + t.reopen_count)`;
}

/** Whether the present resolution cycle of a ticket that is being changed has a review. */
export async function isReviewed(command: CommandContext, ticketId: string): Promise<boolean> {
  return (await command.query(reviewedRows(command.organisationId, [ticketId]))).length > 0;
}

/** The tickets whose present resolution cycle has a review. */
export async function reviewedTickets(reads: ActorReads, ticketIds: readonly string[]): Promise<boolean[]> {
  const found = new Set(
    (await reads.query(reviewedRows(reads.organisationId, ticketIds))).map(({ id }) => id),
  );
  return ticketIds.map((id) => found.has(id));
}
