import { aboutAccess, aboutOrganisation } from '../platform/events/event-types.js';

/** The events of queues and categories. */
export const catalogEvents = {
  QUEUE_CREATED: aboutOrganisation<'queue'>(),
  QUEUE_UPDATED: aboutAccess<'queue' | 'name' | 'teamId' | 'visibility'>(),
  CATEGORY_CREATED: aboutOrganisation<'category'>(),
  CATEGORY_UPDATED: aboutOrganisation<'category' | 'name' | 'active'>(),
};

type CatalogEvents = typeof catalogEvents;

declare module '../platform/events/event-types.js' {
  interface EventTypes extends CatalogEvents {}
}
