import { LockMode } from '@mikro-orm/core';
import { overOrganisations } from '../platform/db/over-organisations.js';
import { sql } from '../platform/db/sql.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import { ok } from '../platform/kernel/result.js';
import type { ScheduledTask } from '../platform/schedule/index.js';
import { closeTicket, runTransition, TicketEntity } from '../tickets/index.js';
import { quietDays, quietSummary } from './rules/quiet.js';

/** Closes resolved tickets after their quiet time, by the same transition as people use. */
export const autoClose: ScheduledTask = {
  name: 'autoClose',
  findDue: (pool, now, after, limit) =>
    overOrganisations(pool, sql`due_closings(${now}, ${after}, ${limit})`),
  async run(command, id) {
    const { organisationId } = command;
    const ticket = await command.em.findOneOrFail(
      TicketEntity,
      { organisationId, id },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    const { quietSince, autoCloseAt } = ticket;
    if (!quietSince || !autoCloseAt || autoCloseAt > command.now) return ok(null);
    const closureSummary = quietSummary(quietDays(quietSince, autoCloseAt));
    return runTransition(command, closeTicket, { ticketId: toGlobalId('Ticket', id), closureSummary });
  },
};
