import { command } from '../../platform/commands/command.js';
import type { LinkTicketsInput } from '../../platform/contract/generated/types.js';
import { err, ok } from '../../platform/kernel/result.js';
import { invalid } from '../../platform/kernel/user-errors.js';
import { bothToLink, deleteLink, gatherLink, linked } from '../data/store.js';
import { kinds } from '../rules/link-types.js';

/** Removes a link that `linkTickets` made. The log keeps its events. */
export const unlinkTickets = command<LinkTicketsInput>()({
  operation: 'unlinkTickets',
  gather: gatherLink,
  decide(facts, input, deciding) {
    const both = bothToLink(facts, input, deciding);
    if (!both.ok) return both;
    const { edge, tickets } = both.value;
    if (!kinds[edge.kind].byHand) {
      const message = `Links of type ${input.relation} cannot be removed with unlinkTickets.`;
      return err(invalid(['relation'], 'RELATION', message));
    }
    if (!facts.standing[0]?.exists)
      return err(invalid(['otherTicketId'], 'NOT_LINKED', 'The tickets do not have this link.'));
    return ok({
      ...linked('TICKET_UNLINKED', edge, tickets, facts),
      writes: [deleteLink(deciding.organisationId, edge)],
    });
  },
});
