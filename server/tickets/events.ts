import { aboutTicket } from '../platform/events/event-types.js';
import type { TicketField } from './data/changes.js';
import { transitionEvents } from './workflow/events.js';

/** The events of tickets that no transition writes. */
const ownEvents = {
  TICKET_UPDATED: aboutTicket<TicketField | 'affectedUsers'>(),
  TICKET_ASSIGNED: aboutTicket<TicketField | 'reason'>(),
  WATCHER_ADDED: aboutTicket<'watchers'>(),
  WATCHER_REMOVED: aboutTicket<'watchers'>(),
  CONFIGURATION_ITEMS_CHANGED: aboutTicket<'configurationItems'>(),
};

export const ticketEvents = { ...ownEvents, ...transitionEvents };

type OwnEvents = typeof ownEvents;
type TicketFields = Record<TicketField, unknown>;

declare module '../platform/events/event-types.js' {
  interface EventTypes extends OwnEvents {}
}

declare module './workflow/events.js' {
  interface TransitionFields extends TicketFields {}
}
