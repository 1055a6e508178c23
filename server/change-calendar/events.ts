import { aboutTicket } from '../platform/events/event-types.js';

/** The events of change windows. */
export const windowEvents = {
  WINDOW_OPENED: aboutTicket<'ResolutionPlan.id'>(),
  WINDOW_MISSED: aboutTicket<'ResolutionPlan.id'>(),
};

type WindowEvents = typeof windowEvents;

declare module '../platform/events/event-types.js' {
  interface EventTypes extends WindowEvents {}
}
