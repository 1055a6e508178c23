import { type AffectedFacts, replaceItems, setItems } from '../../cmdb/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { Sql } from '../../platform/db/sql.js';
import type { FieldChange, NewEvent } from '../../platform/events/event.js';
import { filterFacts } from './changes.js';
import type { TicketRow, UnnumberedTicket } from './entities.js';

/**
 * Replaces the affected configuration items of a ticket. They are internal, so they have an event of their own, and the ticket does not
 * change for other actors. Returns whether they changed.
 */
export async function changeItems(
  command: CommandContext,
  ticket: TicketRow,
  ids: readonly string[],
): Promise<boolean> {
  const changed = await setItems(command, ticket.id, ids);
  if (changed) command.emit(itemsChanged(ticket, changed));
  return changed !== null;
}

/** The same for a ticket as a command leaves it, by its facts. */
export function itemsAfter(
  ticket: UnnumberedTicket,
  facts: Pick<AffectedFacts, 'itemsBefore'>,
  ids: readonly string[] | null,
): { writes: Sql[]; events: NewEvent[] } {
  const replaced = ids && replaceItems(ticket.organisationId, ticket.id, facts, ids);
  if (!replaced) return { writes: [], events: [] };
  return { writes: [replaced.write], events: [itemsChanged(ticket, replaced.change)] };
}

function itemsChanged(ticket: UnnumberedTicket, change: FieldChange<'Ticket.affectedItems'>): NewEvent {
  return {
    type: 'AFFECTED_ITEMS_CHANGED',
    ticketId: ticket.id,
    visibility: 'INTERNAL',
    changes: [change],
    facts: filterFacts(ticket),
  };
}
