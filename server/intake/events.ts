import { ifVisible, known } from '../platform/events/event-fields.js';
import { aboutOrganisation, aboutTicket } from '../platform/events/event-types.js';
import type { TicketField } from '../tickets/index.js';

/** The fields that changes name. */
export const intakeFields = {
  'RequestForm.id': known('RequestForm'),
  'TicketTemplate.id': ifVisible('TicketTemplate'),
};

/** The events of new tickets, forms and templates. */
export const intakeEvents = {
  TICKET_CREATED: aboutTicket<
    TicketField | 'RequestForm.id' | 'TicketTemplate.id' | 'Ticket.affectedUsers' | 'Ticket.watchers'
  >(),
  REQUEST_FORM_CREATED: aboutOrganisation<'form'>(),
  REQUEST_FORM_UPDATED: aboutOrganisation<
    'form' | 'name' | 'description' | 'categoryId' | 'queueId' | 'fields' | 'active'
  >(),
  TICKET_TEMPLATE_CREATED: aboutOrganisation<'template'>(),
  TICKET_TEMPLATE_UPDATED: aboutOrganisation<
    | 'template'
    | 'standardChange'
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
    | 'affectedServiceNames'
  >(),
};

type IntakeEvents = typeof intakeEvents;
type IntakeFields = typeof intakeFields;

declare module '../platform/events/event-fields.js' {
  interface ChangedFields extends IntakeFields {}
}

declare module '../platform/events/event-types.js' {
  interface EventTypes extends IntakeEvents {}
}
