import { LockMode } from '@mikro-orm/core';
import { overOrganisations } from '../platform/db/over-organisations.js';
import { sql } from '../platform/db/sql.js';
import { ok } from '../platform/kernel/result.js';
import type { ScheduledTask } from '../platform/schedule/index.js';
import { filterFacts, TicketEntity } from '../tickets/index.js';
import { lockMajorIncident } from './data/store.js';
import { isUpdateDue } from './rules/due.js';

/** Records, once for each due time, that a status update of a major incident is due. */
export const majorIncidentUpdateDue: ScheduledTask = {
  name: 'majorIncidentUpdateDue',
  findDue: (pool, now, after, limit) =>
    overOrganisations(pool, sql`due_major_incident_updates(${now}, ${after}, ${limit})`),
  async run(command, ticketId) {
    const { organisationId, now } = command;
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const ticket = await command.em.findOne(TicketEntity, { organisationId, id: ticketId }, { lockMode });
    const major = await lockMajorIncident(command, ticketId);
    if (!major || !ticket || !isUpdateDue(major, ticket.status, now)) return ok(null);
    major.dueTold = true;
    command.emit({
      type: 'MAJOR_INCIDENT_UPDATE_DUE',
      ticketId,
      visibility: 'INTERNAL',
      changes: [
        { field: 'MajorIncident.nextUpdateDueAt', from: null, to: major.nextUpdateDueAt.toISOString() },
      ],
      facts: filterFacts(ticket),
    });
    return ok(null);
  },
};
