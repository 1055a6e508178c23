import { sql } from '../../platform/db/sql.js';
import type { Reaction } from '../../tickets/index.js';

/** Withdraws a pending approval, because the ticket is cancelled. */
export const withdrawApproval: Reaction = {
  react: (_facts, { id }, { organisationId, occurredAt }) => ({
    writes: [
      sql`update approvals set state = 'WITHDRAWN', decided_at = ${occurredAt}
        where organisation_id = ${organisationId} and ticket_id = ${id} and state = 'PENDING'`,
    ],
  }),
};
