import { LockMode } from '@mikro-orm/core';
import type { Clock } from '../clocks/index.js';
import { done } from '../kernel/result.js';
import { filterFacts, statusCategory, TicketEntity } from '../tickets/index.js';
import { lockMajorIncident } from './store.js';

/** Tells, once for each due time, that a status update of a major incident is due. */
export const majorIncidentUpdateDue: Clock = {
  name: 'majorIncidentUpdateDue',
  async due(pool, now, limit) {
    const { rows } = await pool.query<{ organisation_id: string; id: string }>(
      'select organisation_id, id from due_major_incident_updates($1, $2)',
      [now, limit],
    );
    return rows.map(({ organisation_id, id }) => ({ organisationId: organisation_id, id }));
  },
  async take(change, ticketId) {
    const { organisationId, now } = change;
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const ticket = await change.em.findOne(TicketEntity, { organisationId, id: ticketId }, { lockMode });
    const major = await lockMajorIncident(change, ticketId);
    const due = major && !major.endedAt && !major.dueTold && major.nextUpdateDueAt <= now;
    if (!due || !ticket || statusCategory(ticket.status) === 'DONE') return done(null);
    major.dueTold = true;
    change.emit({
      type: 'MAJOR_INCIDENT_UPDATE_DUE',
      ticketId,
      visibility: 'INTERNAL',
      changes: [{ field: 'nextUpdateDueAt', from: null, to: major.nextUpdateDueAt.toISOString() }],
      facts: filterFacts(ticket),
    });
    return done(null);
  },
};
