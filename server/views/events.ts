import { aboutOrganisation } from '../platform/events/event-types.js';

/** The events of saved views. */
export const savedViewEvents = {
  SAVED_VIEW_CREATED: aboutOrganisation<'savedView' | 'sharing' | 'team'>(),
  SAVED_VIEW_UPDATED: aboutOrganisation<'savedView' | 'sharing' | 'team'>(),
  SAVED_VIEW_DELETED: aboutOrganisation<'savedView'>(),
};

type SavedViewEvents = typeof savedViewEvents;

declare module '../platform/events/event-types.js' {
  interface EventTypes extends SavedViewEvents {}
}
