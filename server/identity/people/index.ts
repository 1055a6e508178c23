export { attemptsFrom, rateLimited } from '../credentials/attempts.js';
export { meAsUser } from './data/as-user.js';
export { OrganisationEntity, type OrganisationRow, TeamEntity, type UserRow } from './data/entities.js';
export { type HeldWork, heldWork, type Successor } from './data/held-work.js';
export { type FoundRequester, insertRequester, requesterByAddress } from './data/new-requester.js';
export {
  keysOfIntegrations,
  organisationsById,
  profilesOf,
  teamsById,
  userColumns,
  usersByName,
} from './data/reads.js';
export { recordGiven, wasGiven } from './data/rights-given.js';
export { seesProfile, visibleUsers } from './data/visibility.js';
export {
  type ApiKeyNode,
  actorOf,
  type By,
  type OrganisationNode,
  readActors,
  type TeamNode,
  toOrganisation,
  toTeam,
  toUser,
  type UserNode,
  userOn,
  usersOn,
} from './node.js';
export { addressOf } from './rules/email.js';
export { userCreated } from './rules/events.js';
export { can as canPeople } from './rules/policy.js';
