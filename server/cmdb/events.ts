import { aboutOrganisation } from '../platform/events/event-types.js';

/** The events of services and configuration items. */
export const cmdbEvents = {
  SERVICE_CREATED: aboutOrganisation<'service'>(),
  SERVICE_UPDATED: aboutOrganisation<
    | 'service'
    | 'name'
    | 'description'
    | 'ownerTeamId'
    | 'criticality'
    | 'active'
    | 'dependsOn'
    | 'dependsOnItems'
  >(),
  CONFIGURATION_ITEM_CREATED: aboutOrganisation<'configurationItem'>(),
  CONFIGURATION_ITEM_UPDATED: aboutOrganisation<
    | 'configurationItem'
    | 'name'
    | 'description'
    | 'ownerTeamId'
    | 'kind'
    | 'criticality'
    | 'active'
    | 'dependsOn'
    | 'dependsOnItems'
  >(),
};

type CmdbEvents = typeof cmdbEvents;

declare module '../platform/events/event-types.js' {
  interface EventTypes extends CmdbEvents {}
}
