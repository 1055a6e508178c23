import type { Change } from '../../changes/change.js';
import { invalid } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { type CreateTicket, createTicket, loadTicket, TicketEntity } from '../../tickets/index.js';
import { saveLink, tellLink } from '../store.js';

/** Makes a ticket; one that goes on from a closed ticket refers to it. The closed one stays closed. */
export async function createTicketOrFollowUp(
  change: Change,
  input: CreateTicket & { followUpOfId?: string | null },
): Promise<Result<{ ticketId: string; number: string }>> {
  const { followUpOfId = null } = input;
  if (followUpOfId === null) return createTicket(change, input);
  const followed = await loadTicket(change, followUpOfId, ['followUpOfId']);
  const created = await createTicket(change, input);
  const errors = [followed, created].flatMap((result) => (result.ok ? [] : result.errors));
  if (followed.ok && followed.value.ticket.status !== 'CLOSED') {
    const message = 'Only a closed ticket is followed up. One that is resolved is reopened.';
    errors.push(invalid(['followUpOfId'], 'STATUS', message));
  }
  if (errors.length > 0 || !followed.ok || !created.ok) return refused(...errors);
  const { ticket: closed } = followed.value;
  const { organisationId } = change;
  const ticket = await change.em.findOneOrFail(TicketEntity, { organisationId, id: created.value.ticketId });
  const edge = { kind: 'FOLLOW_UP_OF', fromId: ticket.id, toId: closed.id } as const;
  saveLink(change, edge);
  tellLink(change, 'TICKET_LINKED', edge, [ticket, closed]);
  return done(created.value);
}
