import { aboutTicket } from '../../platform/events/event-types.js';

/** The fields that events of transitions name: those of the ticket, and those that modules add by declaration merging. */
export interface TransitionFields {
  'TicketEvent.reason': unknown;
}

export type TransitionField = keyof TransitionFields;

/** The events of the transitions. */
export const transitionEvents = {
  TICKET_TRIAGED: aboutTicket<TransitionField>(),
  INVESTIGATION_STARTED: aboutTicket<TransitionField>(),
  TICKET_DIAGNOSED: aboutTicket<TransitionField>(),
  PLAN_SUBMITTED: aboutTicket<TransitionField>(),
  PLAN_APPROVED: aboutTicket<TransitionField>(),
  PLAN_REJECTED: aboutTicket<TransitionField>(),
  PLAN_WITHDRAWN: aboutTicket<TransitionField>(),
  IMPLEMENTATION_STARTED: aboutTicket<TransitionField>(),
  IMPLEMENTATION_COMPLETED: aboutTicket<TransitionField>(),
  TICKET_VERIFIED: aboutTicket<TransitionField>(),
  TICKET_HELD: aboutTicket<TransitionField>(),
  TICKET_RESUMED: aboutTicket<TransitionField>(),
  TICKET_REQUEUED: aboutTicket<TransitionField>(),
  TICKET_RESOLVED: aboutTicket<TransitionField>(),
  TICKET_REOPENED: aboutTicket<TransitionField>(),
  TICKET_CLOSED: aboutTicket<TransitionField>(),
  TICKET_CANCELLED: aboutTicket<TransitionField>(),
  TICKET_MERGED: aboutTicket<TransitionField>(),
  TICKET_UNMERGED: aboutTicket<TransitionField>(),
};

type TransitionEvents = typeof transitionEvents;
export type TransitionEvent = keyof TransitionEvents;

declare module '../../platform/events/event-types.js' {
  interface EventTypes extends TransitionEvents {}
}
