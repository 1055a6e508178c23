import { aboutTicket } from '../platform/events/event-types.js';

/** The events of major incidents. */
export const majorIncidentEvents = {
  MAJOR_INCIDENT_DECLARED: aboutTicket<
    'majorIncident' | 'lead' | 'updateEveryMinutes' | 'nextUpdateDueAt' | 'reason'
  >(),
  MAJOR_INCIDENT_CHANGED: aboutTicket<'lead' | 'updateEveryMinutes' | 'nextUpdateDueAt'>(),
  MAJOR_INCIDENT_UPDATED: aboutTicket<'nextUpdateDueAt', 'commentId'>(),
  MAJOR_INCIDENT_UPDATE_DUE: aboutTicket<'nextUpdateDueAt'>(),
  MAJOR_INCIDENT_ENDED: aboutTicket<'majorIncident' | 'nextUpdateDueAt' | 'endSummary'>(),
};

type MajorIncidentEvents = typeof majorIncidentEvents;

declare module '../platform/events/event-types.js' {
  interface EventTypes extends MajorIncidentEvents {}
}
