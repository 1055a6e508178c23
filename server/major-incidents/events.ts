import { asIs, known } from '../platform/events/event-fields.js';
import { aboutTicket } from '../platform/events/event-types.js';

/** The fields that changes name. */
export const majorIncidentFields = {
  'Ticket.majorIncident': asIs,
  'MajorIncident.lead': known('User'),
  'MajorIncident.updateEveryMinutes': asIs,
  'MajorIncident.nextUpdateDueAt': asIs,
  'MajorIncident.endSummary': asIs,
};

/** The events of major incidents. */
export const majorIncidentEvents = {
  MAJOR_INCIDENT_DECLARED: aboutTicket<
    | 'Ticket.majorIncident'
    | 'MajorIncident.lead'
    | 'MajorIncident.updateEveryMinutes'
    | 'MajorIncident.nextUpdateDueAt'
    | 'TicketEvent.reason'
  >(),
  MAJOR_INCIDENT_CHANGED: aboutTicket<
    'MajorIncident.lead' | 'MajorIncident.updateEveryMinutes' | 'MajorIncident.nextUpdateDueAt'
  >(),
  MAJOR_INCIDENT_UPDATED: aboutTicket<'MajorIncident.nextUpdateDueAt', 'commentId'>(),
  MAJOR_INCIDENT_UPDATE_DUE: aboutTicket<'MajorIncident.nextUpdateDueAt'>(),
  MAJOR_INCIDENT_ENDED: aboutTicket<
    'Ticket.majorIncident' | 'MajorIncident.nextUpdateDueAt' | 'MajorIncident.endSummary'
  >(),
  PARENT_STATUS_UPDATED: aboutTicket(),
};

type MajorIncidentEvents = typeof majorIncidentEvents;
type MajorIncidentFields = typeof majorIncidentFields;

declare module '../platform/events/event-fields.js' {
  interface ChangedFields extends MajorIncidentFields {}
}

declare module '../platform/events/event-types.js' {
  interface EventTypes extends MajorIncidentEvents {}
}
