import { aboutOrganisation } from '../platform/events/event-types.js';

/** The events of the catalogue of resolution codes. */
export const resolutionCodeEvents = {
  RESOLUTION_CODE_CREATED: aboutOrganisation<'resolutionCode'>(),
  RESOLUTION_CODE_UPDATED: aboutOrganisation<'resolutionCode' | 'description' | 'active'>(),
  FREE_RESOLUTION_CODES_CHANGED: aboutOrganisation<'freeResolutionCodes'>(),
};

type ResolutionCodeEvents = typeof resolutionCodeEvents;

declare module '../platform/events/event-types.js' {
  interface EventTypes extends ResolutionCodeEvents {}
}
