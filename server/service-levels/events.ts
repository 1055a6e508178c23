import { asIs, known } from '../platform/events/event-fields.js';
import { aboutOrganisation, aboutTicket } from '../platform/events/event-types.js';

/** The fields that changes name. */
export const serviceLevelFields = {
  'ServiceLevel.target': asIs,
  'ServiceLevel.cycle': asIs,
  'ServiceLevel.policy': known('ServiceLevelPolicy'),
  'ServiceLevel.dueAt': asIs,
};

type Field = keyof typeof serviceLevelFields;

/** The events of service levels, their policies and calendars. */
export const serviceLevelEvents = {
  SERVICE_LEVEL_AT_RISK: aboutTicket<Field>(),
  SERVICE_LEVEL_BREACHED: aboutTicket<Field>(),
  SERVICE_LEVELS_CHANGED: aboutTicket<'ServiceLevel.dueAt'>(),
  BUSINESS_CALENDAR_CREATED: aboutOrganisation<'businessCalendar'>(),
  BUSINESS_CALENDAR_UPDATED: aboutOrganisation<
    'businessCalendar' | 'name' | 'timeZone' | 'hours' | 'daysOff' | 'country' | 'region'
  >(),
  SERVICE_LEVEL_POLICY_CREATED: aboutOrganisation<'serviceLevelPolicy'>(),
  SERVICE_LEVEL_POLICY_UPDATED: aboutOrganisation<
    | 'serviceLevelPolicy'
    | 'name'
    | 'active'
    | 'calendarId'
    | 'targets'
    | 'warnAtPercent'
    | 'pauseReasons'
    | 'types'
    | 'priorities'
    | 'serviceIds'
    | 'companyIds'
    | 'queueIds'
    | 'formIds'
  >(),
};

type ServiceLevelEvents = typeof serviceLevelEvents;
type ServiceLevelFields = typeof serviceLevelFields;

declare module '../platform/events/event-fields.js' {
  interface ChangedFields extends ServiceLevelFields {}
}

declare module '../platform/events/event-types.js' {
  interface EventTypes extends ServiceLevelEvents {}
}
