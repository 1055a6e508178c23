import { LockMode } from '@mikro-orm/core';
import { overOrganisations } from '../platform/db/over-organisations.js';
import { sql } from '../platform/db/sql.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import { ok } from '../platform/kernel/result.js';
import type { ScheduledTask } from '../platform/schedule/index.js';
import { closeTicket, runTransition, TicketEntity } from '../tickets/index.js';
import { policyOf } from './data/policies.js';
import { isReviewed } from './data/reviewed.js';
import { autoCloseAt, quietSummary, usualPolicies } from './rules/quiet.js';
import { needsReview } from './rules/review.js';

const usualDays = JSON.stringify(
  Object.fromEntries(Object.entries(usualPolicies).map(([type, { autoCloseDays }]) => [type, autoCloseDays])),
);

/** Closes resolved tickets after the quiet time that their organisation has set, by the same transition as people use. */
export const autoClose: ScheduledTask = {
  name: 'autoClose',
  findDue: (pool, now, after, limit) =>
    overOrganisations(pool, sql`quiet_tickets(${now}, ${usualDays}, ${after}, ${limit})`),
  async run(command, id) {
    const { organisationId } = command;
    const ticket = await command.em.findOneOrFail(
      TicketEntity,
      { organisationId, id },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    const policy = await policyOf(command, ticket.type);
    const reviewMissing = needsReview(ticket) && !(await isReviewed(command, id));
    const at = autoCloseAt(ticket, policy, reviewMissing);
    if (!at || at > command.now) return ok(null);
    const closureSummary = quietSummary(policy.autoCloseDays ?? 0);
    return runTransition(command, closeTicket, { ticketId: toGlobalId('Ticket', id), closureSummary });
  },
};
