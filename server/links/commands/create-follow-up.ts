import type { CreateTicket } from '../../intake/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { invalid } from '../../platform/kernel/user-errors.js';
import { loadTicket, TicketEntity } from '../../tickets/index.js';
import { saveLink, tellLink } from '../data/store.js';

/** Creates a ticket. A follow-up refers to a closed ticket, which stays closed. */
export async function createTicketOrFollowUp(
  command: CommandContext,
  input: CreateTicket & { followUpOfId?: string | null },
  createTicket: (
    command: CommandContext,
    input: CreateTicket,
  ) => Promise<Result<{ ticketId: string; number: string }>>,
): Promise<Result<{ ticketId: string; number: string }>> {
  const { followUpOfId = null } = input;
  if (followUpOfId === null) return createTicket(command, input);
  const followed = await loadTicket(command, followUpOfId, ['followUpOfId']);
  const created = await createTicket(command, input);
  const errors = [followed, created].flatMap((result) => (result.ok ? [] : result.errors));
  if (followed.ok && followed.value.ticket.status !== 'CLOSED') {
    const message =
      'followUpOfId must name a CLOSED ticket. A RESOLVED ticket can be reopened with reopenTicket.';
    errors.push(invalid(['followUpOfId'], 'STATUS', message));
  }
  if (errors.length > 0 || !followed.ok || !created.ok) return err(...errors);
  const { ticket: closed } = followed.value;
  const { organisationId } = command;
  const ticket = await command.em.findOneOrFail(TicketEntity, { organisationId, id: created.value.ticketId });
  const edge = { kind: 'FOLLOW_UP_OF', fromId: ticket.id, toId: closed.id } as const;
  saveLink(command, edge);
  tellLink(command, 'TICKET_LINKED', edge, [ticket, closed]);
  return ok(created.value);
}
