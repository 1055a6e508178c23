import { aboutOrganisation } from '../platform/events/event-types.js';

/** The events of notifications: by them streams learn of what is new. */
export const notificationEvents = {
  PEOPLE_NOTIFIED: aboutOrganisation<'notifiedOf' | 'notified'>(),
  NOTIFICATIONS_MARKED: aboutOrganisation<'notified'>(),
};

type NotificationEvents = typeof notificationEvents;

declare module '../platform/events/event-types.js' {
  interface EventTypes extends NotificationEvents {}
}
