export {
  ApiKeyEntity,
  type ApiKeyScope,
  OrganisationEntity,
  type OrganisationRow,
  type Role,
  SessionEntity,
  TeamEntity,
  TeamMemberEntity,
  UserEntity,
} from './entities.js';
export {
  actorOf,
  toApiKey,
  toOrganisation,
  toTeam,
  toUser,
  userOn,
} from './node.js';
export { can as canPeople } from './policy.js';
export {
  apiKeysById,
  organisationsById,
  seesApiKey,
  teamsById,
  visibleUsersById,
} from './reads.js';
