import { aboutTicket } from '../platform/events/event-types.js';
import type { KnownErrorField } from './data/known-errors.js';

/** The events of links, merges and known errors. */
export const linkEvents = {
  TICKET_LINKED: aboutTicket<'relation' | 'links', 'otherTicketId', 'commentId'>(),
  TICKET_UNLINKED: aboutTicket<'relation' | 'links', 'otherTicketId', 'commentId'>(),
  TICKET_MERGED_IN: aboutTicket<'links'>(),
  TICKET_UNMERGED_OUT: aboutTicket<'links'>(),
  MERGED_COMMENT_ADDED: aboutTicket<never, 'otherTicketId' | 'commentId'>(),
  KNOWN_ERROR_RECORDED: aboutTicket<KnownErrorField, never, 'otherTicketId'>(),
  KNOWN_ERROR_UPDATED: aboutTicket<KnownErrorField, never, 'otherTicketId'>(),
  KNOWN_ERROR_RETIRED: aboutTicket<KnownErrorField, never, 'otherTicketId'>(),
  WORKAROUND_CHANGED: aboutTicket(),
};

type LinkEvents = typeof linkEvents;

declare module '../platform/events/event-types.js' {
  interface EventTypes extends LinkEvents {}
}
