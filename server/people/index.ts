export {
  ApiKeyEntity,
  type ApiKeyRow,
  type ApiKeyScope,
  OrganisationEntity,
  type OrganisationRow,
  type Role,
  SessionEntity,
  TeamEntity,
  TeamMemberEntity,
  type TeamRow,
  UserEntity,
  type UserRow,
} from './entities.js';
export {
  type ApiKeyNode,
  actorOf,
  toApiKey,
  toOrganisation,
  toTeam,
  toUser,
  type UserNode,
  userOn,
} from './node.js';
export { can as canPeople, type PeopleAction } from './policy.js';
export {
  apiKeysById,
  byId,
  counting,
  organisationsById,
  seesApiKey,
  teamsById,
  usersById,
  visibleUsersById,
} from './reads.js';
