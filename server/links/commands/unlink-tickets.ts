import type { CommandContext } from '../../platform/commands/command-context.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { invalid } from '../../platform/kernel/user-errors.js';
import { tellWorkaround } from '../data/known-errors.js';
import { deleteLink, loadToLink, tellLink } from '../data/store.js';
import { edgeOf, kinds } from '../rules/relations.js';
import type { LinkTickets } from './link-tickets.js';

/** Removes a link that was made by hand. Its events stay in the log. */
export async function unlinkTickets(
  command: CommandContext,
  input: LinkTickets,
): Promise<Result<{ ticketId: string; otherTicketId: string }>> {
  const both = await loadToLink(command, input);
  if (!both.ok) return both;
  const [one, other] = [both.value.one.ticket, both.value.other.ticket];
  const edge = edgeOf(one.id, input.relation, other.id);
  if (!kinds[edge.kind].byHand) {
    const message = `Links of type ${input.relation} cannot be removed with unlinkTickets.`;
    return err(invalid(['relation'], 'RELATION', message));
  }
  if (!(await deleteLink(command, edge)))
    return err(invalid(['otherTicketId'], 'NOT_LINKED', 'The tickets do not have this link.'));
  tellLink(command, 'TICKET_UNLINKED', edge, [one, other]);
  const incident = edge.toId === one.id ? one : other;
  if (edge.kind === 'PROBLEM_OF') await tellWorkaround(command, edge.fromId, incident);
  return ok({ ticketId: one.id, otherTicketId: other.id });
}
