import { asIs, ifVisible } from '../platform/events/event-fields.js';
import { aboutTicket } from '../platform/events/event-types.js';
import type { KnownErrorField } from './data/known-errors.js';

/** The fields that changes name. */
export const linkFields = {
  'TicketLink.relation': asIs,
  'TicketLink.ticket': ifVisible('Ticket'),
  'KnownError.id': ifVisible('KnownError'),
  'KnownError.symptoms': asIs,
  'KnownError.rootCause': asIs,
  'KnownError.workaround': asIs,
  'KnownError.publicWorkaround': asIs,
};

/** The events of links, merges and known errors. */
export const linkEvents = {
  TICKET_LINKED: aboutTicket<'TicketLink.relation' | 'TicketLink.ticket', 'otherTicketId', 'commentId'>(),
  TICKET_UNLINKED: aboutTicket<'TicketLink.relation' | 'TicketLink.ticket', 'otherTicketId', 'commentId'>(),
  TICKET_RECLASSIFIED: aboutTicket<
    | 'Ticket.type'
    | 'Ticket.number'
    | 'Ticket.changeKind'
    | 'Ticket.category'
    | 'Ticket.subcategory'
    | 'TicketEvent.reason'
  >(),
  TICKET_MERGED_IN: aboutTicket<'TicketLink.ticket' | 'Ticket.affectedUsers'>(),
  TICKET_UNMERGED_OUT: aboutTicket<'TicketLink.ticket' | 'Ticket.affectedUsers'>(),
  MERGE_TARGET_RESOLVED: aboutTicket<'TicketCancellation.duplicateOf'>(),
  MERGED_COMMENT_ADDED: aboutTicket<never, 'otherTicketId' | 'commentId'>(),
  KNOWN_ERROR_RECORDED: aboutTicket<KnownErrorField, never, 'otherTicketId'>(),
  KNOWN_ERROR_UPDATED: aboutTicket<KnownErrorField, never, 'otherTicketId'>(),
  KNOWN_ERROR_RETIRED: aboutTicket<KnownErrorField, never, 'otherTicketId'>(),
  WORKAROUND_CHANGED: aboutTicket(),
};

type LinkEvents = typeof linkEvents;
type LinkFields = typeof linkFields;

declare module '../platform/events/event-fields.js' {
  interface ChangedFields extends LinkFields {}
}

declare module '../platform/events/event-types.js' {
  interface EventTypes extends LinkEvents {}
}
