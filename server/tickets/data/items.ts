import { setItems } from '../../cmdb/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { filterFacts } from './changes.js';
import type { TicketRow } from './entities.js';

/**
 * Replaces the affected configuration items of a ticket. They are for those who see what is internal on it, so an event of its own tells
 * of them, and the ticket is as it was for all others.
 */
export async function changeItems(
  command: CommandContext,
  ticket: TicketRow,
  ids: readonly string[],
): Promise<void> {
  const changed = await setItems(command, ticket.id, ids);
  if (!changed) return;
  command.emit({
    type: 'CONFIGURATION_ITEMS_CHANGED',
    ticketId: ticket.id,
    visibility: 'INTERNAL',
    changes: [changed],
    facts: filterFacts(ticket),
  });
}
