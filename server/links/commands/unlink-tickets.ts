import type { Change } from '../../changes/change.js';
import { invalid } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { tellWorkaround } from '../known-errors.js';
import { edgeOf, kinds } from '../rules/relations.js';
import { deleteLink, loadToLink, tellLink } from '../store.js';
import type { LinkTickets } from './link-tickets.js';

/** Takes a link away that was made by hand. The log keeps what was. */
export async function unlinkTickets(
  change: Change,
  input: LinkTickets,
): Promise<Result<{ ticketId: string; otherTicketId: string }>> {
  const both = await loadToLink(change, input);
  if (!both.ok) return both;
  const [one, other] = [both.value.one.ticket, both.value.other.ticket];
  const edge = edgeOf(one.id, input.relation, other.id);
  if (!kinds[edge.kind].byHand) {
    const message = `${input.relation} is not taken away by hand.`;
    return refused(invalid(['relation'], 'RELATION', message));
  }
  if (!(await deleteLink(change, edge)))
    return refused(invalid(['otherTicketId'], 'NOT_LINKED', 'They are not linked so.'));
  tellLink(change, 'TICKET_UNLINKED', edge, [one, other]);
  const incident = edge.toId === one.id ? one : other;
  if (edge.kind === 'PROBLEM_OF') await tellWorkaround(change, edge.fromId, incident);
  return done({ ticketId: one.id, otherTicketId: other.id });
}
