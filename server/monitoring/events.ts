import { asIs, known } from '../platform/events/event-fields.js';
import { aboutOrganisation, aboutTicket } from '../platform/events/event-types.js';

/** The fields that changes name. */
export const alertFields = {
  'Alert.id': known('Alert'),
  'Alert.status': asIs,
  'Alert.severity': asIs,
  'Alert.occurrences': asIs,
};

/** The events of alerts and of the integrations that report them. */
export const alertEvents = {
  ALERT_FIRED: aboutTicket<'Alert.id' | 'Alert.status' | 'Alert.severity' | 'Alert.occurrences'>(),
  ALERT_RESOLVED: aboutTicket<'Alert.id' | 'Alert.status'>(),
  ALERT_FLAPPING: aboutTicket<'Alert.id' | 'Alert.occurrences'>(),
  ALERT_SUPPRESSED: aboutOrganisation<'alert'>(),
  ALERT_SILENCE_CREATED: aboutOrganisation<'alertSilence'>(),
  ALERT_SILENCE_ENDED: aboutOrganisation<'alertSilence' | 'endsAt'>(),
  ALERT_INTEGRATION_CREATED: aboutOrganisation<'alertIntegration'>(),
  ALERT_INTEGRATION_UPDATED: aboutOrganisation<string>(),
};

type AlertEvents = typeof alertEvents;
type AlertFields = typeof alertFields;

declare module '../platform/events/event-fields.js' {
  interface ChangedFields extends AlertFields {}
}

declare module '../platform/events/event-types.js' {
  interface EventTypes extends AlertEvents {}
}
