import { aboutOrganisation, aboutTicket } from '../platform/events/event-types.js';
import type { TicketField } from '../tickets/index.js';

/** The events of new tickets, forms and templates. */
export const intakeEvents = {
  TICKET_CREATED: aboutTicket<TicketField | 'form' | 'template'>(),
  REQUEST_FORM_CREATED: aboutOrganisation<'form'>(),
  REQUEST_FORM_UPDATED: aboutOrganisation<
    'form' | 'name' | 'description' | 'categoryId' | 'queueId' | 'fields' | 'active'
  >(),
  TICKET_TEMPLATE_CREATED: aboutOrganisation<'template'>(),
  TICKET_TEMPLATE_UPDATED: aboutOrganisation<
    | 'template'
    | 'active'
    | 'categoryId'
    | 'description'
    | 'impact'
    | 'labels'
    | 'name'
    | 'queueId'
    | 'serviceIds'
    | 'subcategoryId'
    | 'subject'
    | 'urgency'
    | 'affectedServices'
  >(),
};

type IntakeEvents = typeof intakeEvents;

declare module '../platform/events/event-types.js' {
  interface EventTypes extends IntakeEvents {}
}
