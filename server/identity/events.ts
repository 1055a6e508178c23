import { aboutAccess, aboutOrganisation } from '../platform/events/event-types.js';

type UserField =
  | 'user'
  | 'name'
  | 'role'
  | 'active'
  | 'phone'
  | 'locale'
  | 'timeZone'
  | 'externalId'
  | 'companyId';

/** The events of users, teams, sessions and API keys. */
export const identityEvents = {
  USER_CREATED: aboutOrganisation<'user'>(),
  USER_UPDATED: aboutAccess<UserField>(),
  USER_DEACTIVATED: aboutAccess<UserField>(),
  USER_REACTIVATED: aboutOrganisation<'user' | 'active'>(),
  USER_IDENTITY_ADDED: aboutOrganisation<'user' | 'issuer'>(),
  SESSIONS_ENDED: aboutOrganisation<'user' | 'session'>(),
  TEAM_CREATED: aboutOrganisation<'team'>(),
  TEAM_MEMBERS_CHANGED: aboutAccess<'team' | 'member' | 'lead'>(),
  API_KEY_CREATED: aboutOrganisation<'apiKey'>(),
  API_KEY_REVOKED: aboutOrganisation<'apiKey'>(),
  API_KEY_SUSPENDED: aboutOrganisation<'apiKey'>(),
  API_KEY_CONFIRMED: aboutOrganisation<'apiKey'>(),
};

type IdentityEvents = typeof identityEvents;

declare module '../platform/events/event-types.js' {
  interface EventTypes extends IdentityEvents {}
}
