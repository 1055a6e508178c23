import { asIs, known } from '../platform/events/event-fields.js';
import { aboutOrganisation, aboutTicket } from '../platform/events/event-types.js';

/** The fields that changes name. */
export const closureFields = {
  'Review.id': known('Review'),
  'Review.outcome': asIs,
  'Survey.expiresAt': asIs,
  'Survey.score': asIs,
  'Survey.comment': asIs,
};

/** The events of reviews, surveys and closure policies. */
export const closureEvents = {
  TICKET_REVIEWED: aboutTicket<'Review.id' | 'Review.outcome'>(),
  SURVEY_SENT: aboutTicket<'Survey.expiresAt'>(),
  SURVEY_ANSWERED: aboutTicket<'Survey.score' | 'Survey.comment'>(),
  CLOSURE_POLICY_CHANGED: aboutOrganisation<'ticketType' | 'autoCloseDays' | 'survey'>(),
};

type ClosureEvents = typeof closureEvents;
type ClosureFields = typeof closureFields;

declare module '../platform/events/event-fields.js' {
  interface ChangedFields extends ClosureFields {}
}

declare module '../platform/events/event-types.js' {
  interface EventTypes extends ClosureEvents {}
}
