export { attemptsFrom, rateLimited } from '../credentials/attempts.js';
export {
  ApiKeyEntity,
  OrganisationEntity,
  type OrganisationRow,
  TeamEntity,
  TeamMemberEntity,
  UserEntity,
  UserIdentityEntity,
} from './data/entities.js';
export {
  organisationsById,
  teamsById,
  visibleApiKeysById,
  visibleUsersById,
} from './data/reads.js';
export {
  type ApiKeyNode,
  actorOf,
  type By,
  type OrganisationNode,
  readActors,
  type TeamNode,
  toApiKey,
  toOrganisation,
  toTeam,
  toUser,
  userOn,
  usersOn,
} from './node.js';
export { can as canPeople } from './rules/policy.js';
