import { aboutOrganisation, aboutTicket } from '../platform/events/event-types.js';

/** The events of reviews, surveys and closure policies. */
export const closureEvents = {
  TICKET_REVIEWED: aboutTicket<'review' | 'reviewOutcome'>(),
  SURVEY_SENT: aboutTicket<'surveyExpiresAt'>(),
  SURVEY_ANSWERED: aboutTicket<'surveyScore' | 'surveyComment'>(),
  CLOSURE_POLICY_CHANGED: aboutOrganisation<'ticketType' | 'autoCloseDays' | 'survey'>(),
};

type ClosureEvents = typeof closureEvents;

declare module '../platform/events/event-types.js' {
  interface EventTypes extends ClosureEvents {}
}
