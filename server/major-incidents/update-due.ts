import { LockMode } from '@mikro-orm/core';
import { ok } from '../platform/kernel/result.js';
import type { ScheduledTask } from '../platform/schedule/index.js';
import { filterFacts, statusCategory, TicketEntity } from '../tickets/index.js';
import { lockMajorIncident } from './data/store.js';

/** Tells, once for each due time, that a status update of a major incident is due. */
export const majorIncidentUpdateDue: ScheduledTask = {
  name: 'majorIncidentUpdateDue',
  async findDue(pool, now, limit) {
    const { rows } = await pool.query<{ organisation_id: string; id: string }>(
      'select organisation_id, id from due_major_incident_updates($1, $2)',
      [now, limit],
    );
    return rows.map(({ organisation_id, id }) => ({ organisationId: organisation_id, id }));
  },
  async run(command, ticketId) {
    const { organisationId, now } = command;
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const ticket = await command.em.findOne(TicketEntity, { organisationId, id: ticketId }, { lockMode });
    const major = await lockMajorIncident(command, ticketId);
    const due = major && !major.endedAt && !major.dueTold && major.nextUpdateDueAt <= now;
    if (!due || !ticket || statusCategory(ticket.status) === 'DONE') return ok(null);
    major.dueTold = true;
    command.emit({
      type: 'MAJOR_INCIDENT_UPDATE_DUE',
      ticketId,
      visibility: 'INTERNAL',
      changes: [{ field: 'nextUpdateDueAt', from: null, to: major.nextUpdateDueAt.toISOString() }],
      facts: filterFacts(ticket),
    });
    return ok(null);
  },
};
