import { eventReaction } from '../../platform/commands/reactions.js';
import { sql } from '../../platform/db/sql.js';

/** Withdraws the pending approval of a ticket that is cancelled. */
export const withdrawApproval = eventReaction({
  to: ['TICKET_CANCELLED'],
  react: (_facts, { ticketId }, { organisationId, occurredAt }) => ({
    writes: [
      sql`update approvals set state = 'WITHDRAWN', decided_at = ${occurredAt}
        where organisation_id = ${organisationId} and ticket_id = ${ticketId} and state = 'PENDING'`,
    ],
  }),
});
