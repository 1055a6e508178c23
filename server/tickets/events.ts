import { asIs, ifVisible, known, toReaders } from '../platform/events/event-fields.js';
import { aboutTicket } from '../platform/events/event-types.js';
import type { TicketField } from './data/changes.js';
import { transitionEvents } from './workflow/events.js';

/** The fields that changes name. */
export const ticketEventFields = {
  'TicketEvent.reason': asIs,
  'Ticket.type': asIs,
  'Ticket.number': asIs,
  'Ticket.changeKind': asIs,
  'Ticket.status': asIs,
  'Ticket.subject': asIs,
  'Ticket.description': asIs,
  'Ticket.errorMessages': asIs,
  'Ticket.category': known('Category'),
  'Ticket.subcategory': known('Category'),
  'Ticket.affectedServiceNames': asIs,
  'Ticket.affectedServicesUnknown': asIs,
  'Ticket.affectedServices': known('Service'),
  'Ticket.affectedItems': ifVisible('ConfigurationItem'),
  'Ticket.affectedUsers': known('User'),
  'Ticket.affectedUserCount': asIs,
  'Ticket.affectedOperations': asIs,
  'Ticket.impact': asIs,
  'Ticket.urgency': asIs,
  'Ticket.priority': asIs,
  'Ticket.labels': asIs,
  'Ticket.externalReference': asIs,
  'Ticket.requester': known('User'),
  'Ticket.queue': ifVisible('Queue'),
  'Ticket.assignee': known('User'),
  'Ticket.watchers': toReaders,
  'Ticket.reassignmentCount': asIs,
  'Ticket.reopenCount': asIs,
  'PriorityOverride.reason': asIs,
  'TicketHold.reason': asIs,
  'TicketHold.resumeAt': asIs,
  'TicketHold.linkedTicket': ifVisible('Ticket'),
  'TicketHold.note': asIs,
  'TicketResolution.code': asIs,
  'TicketResolution.notes': asIs,
  'TicketClosure.summary': asIs,
  'TicketClosure.documentationUrl': asIs,
  'TicketClosure.verifiedByRequester': asIs,
  'TicketCancellation.reason': asIs,
  'TicketCancellation.duplicateOf': ifVisible('Ticket'),
};

/** The events of tickets that no transition writes. */
const ownEvents = {
  TICKET_UPDATED: aboutTicket<TicketField | 'Ticket.affectedUsers'>(),
  TICKET_ASSIGNED: aboutTicket<TicketField | 'TicketEvent.reason'>(),
  ASSIGNEE_LEFT: aboutTicket<'Ticket.assignee'>(),
  ASSIGNEE_RETURNED: aboutTicket<'Ticket.assignee'>(),
  WATCHER_ADDED: aboutTicket<'Ticket.watchers'>(),
  WATCHER_REMOVED: aboutTicket<'Ticket.watchers'>(),
  AFFECTED_ITEMS_CHANGED: aboutTicket<'Ticket.affectedItems'>(),
  HOLD_CAUSE_ENDED: aboutTicket<'TicketHold.linkedTicket'>(),
  HOLD_DUE: aboutTicket<'TicketHold.resumeAt'>(),
};

export const ticketEvents = { ...ownEvents, ...transitionEvents };

type OwnEvents = typeof ownEvents;
type TicketFields = Record<TicketField, unknown>;
type TicketEventFields = typeof ticketEventFields;

declare module '../platform/events/event-fields.js' {
  interface ChangedFields extends TicketEventFields {}
}

declare module '../platform/events/event-types.js' {
  interface EventTypes extends OwnEvents {}
}

declare module './workflow/events.js' {
  interface TransitionFields extends TicketFields {}
}
