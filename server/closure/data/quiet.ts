import type { CommandContext } from '../../platform/commands/command-context.js';
import type { Reaction, TicketRow } from '../../tickets/index.js';
import { autoCloseAt, policiesFrom } from '../rules/quiet.js';
import { needsReview } from '../rules/review.js';
import { changedPolicies, policyFor, policyOf, type StoredPolicy } from './policies.js';

/** Stores with a ticket that is being resolved when it closes. The transition clears it again if it does not lead to `RESOLVED`. */
export const closesWhenQuiet: Reaction = {
  gather: (organisationId) => ({ policies: changedPolicies(organisationId) }),
  react({ policies = [] }, ticket, { now }) {
    const policy = policyFor(policiesFrom(policies as StoredPolicy[]), ticket.type);
    ticket.autoCloseAt = autoCloseAt(now, policy, needsReview(ticket));
    return {};
  },
};

/** Stores with a ticket when it closes, now that nothing prevents it any more: it was reviewed, or needs no review. */
export async function closeWhenQuiet(command: CommandContext, ticket: TicketRow): Promise<void> {
  if (ticket.status !== 'RESOLVED' || !ticket.quietSince) return;
  ticket.autoCloseAt = autoCloseAt(ticket.quietSince, await policyOf(command, ticket.type), false);
}
