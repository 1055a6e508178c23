import { aboutAccess, aboutOrganisation } from '../platform/events/event-types.js';

/** The events of users, teams, sessions and API keys. */
export const identityEvents = {
  USER_CREATED: aboutOrganisation<'user'>(),
  USER_UPDATED: aboutAccess<'user' | 'name' | 'role' | 'active'>(),
  USER_DEACTIVATED: aboutAccess<'user' | 'name' | 'role' | 'active'>(),
  USER_REACTIVATED: aboutOrganisation<'user' | 'active'>(),
  USER_IDENTITY_ADDED: aboutOrganisation<'user' | 'issuer'>(),
  SESSIONS_ENDED: aboutOrganisation<'user' | 'session'>(),
  TEAM_CREATED: aboutOrganisation<'team'>(),
  TEAM_MEMBERS_CHANGED: aboutAccess<'team' | 'member' | 'lead'>(),
  API_KEY_CREATED: aboutOrganisation<'apiKey'>(),
  API_KEY_REVOKED: aboutOrganisation<'apiKey'>(),
};

type IdentityEvents = typeof identityEvents;

declare module '../platform/events/event-types.js' {
  interface EventTypes extends IdentityEvents {}
}
