import { LockMode } from '@mikro-orm/core';
import type { Clock } from '../clocks/index.js';
import { toGlobalId } from '../kernel/ids.js';
import { done } from '../kernel/result.js';
import { closeTicket, needsReview, TicketEntity, transition } from '../tickets/index.js';
import { policyOf } from './policies.js';
import { isReviewed } from './reviewed.js';
import { autoCloseAt, quietSummary, usualPolicies } from './rules/quiet.js';

const usualDays = JSON.stringify(
  Object.fromEntries(Object.entries(usualPolicies).map(([type, { autoCloseDays }]) => [type, autoCloseDays])),
);

/** Closes resolved tickets that were quiet for as long as their organisation says: by the same step that people take. */
export const autoClose: Clock = {
  name: 'autoClose',
  async due(pool, now, limit) {
    const { rows } = await pool.query<{ organisationId: string; id: string }>(
      'select organisation_id as "organisationId", id from quiet_tickets($1, $2, $3)',
      [now, usualDays, limit],
    );
    return rows;
  },
  async take(change, id) {
    const { organisationId } = change;
    const ticket = await change.em.findOneOrFail(
      TicketEntity,
      { organisationId, id },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    const policy = await policyOf(change, ticket.type);
    const reviewMissing = needsReview(ticket) && !(await isReviewed(change, id));
    const at = autoCloseAt(ticket, policy, reviewMissing);
    if (!at || at > change.now) return done(null);
    const closureSummary = quietSummary(policy.autoCloseDays ?? 0);
    return transition(change, closeTicket, { ticketId: toGlobalId('Ticket', id), closureSummary });
  },
};
