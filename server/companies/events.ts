import { aboutOrganisation } from '../platform/events/event-types.js';

/** The events of companies. */
export const companyEvents = {
  COMPANY_CREATED: aboutOrganisation<'company'>(),
  COMPANY_UPDATED: aboutOrganisation<'company' | 'name' | 'externalId' | 'active'>(),
};

type CompanyEvents = typeof companyEvents;

declare module '../platform/events/event-types.js' {
  interface EventTypes extends CompanyEvents {}
}
