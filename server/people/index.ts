export { attemptsFrom, rateLimited } from './attempts.js';
export {
  ApiKeyEntity,
  type ApiKeyScope,
  OrganisationEntity,
  type OrganisationRow,
  type Role,
  TeamEntity,
  TeamMemberEntity,
  UserEntity,
  UserIdentityEntity,
} from './entities.js';
export {
  actorOf,
  type By,
  readActors,
  toApiKey,
  toOrganisation,
  toTeam,
  toUser,
  userOn,
  usersOn,
} from './node.js';
export { can as canPeople } from './policy.js';
export {
  organisationsById,
  teamsById,
  visibleApiKeysById,
  visibleUsersById,
} from './reads.js';
