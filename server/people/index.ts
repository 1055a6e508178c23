export { ApiKeyEntity, type ApiKeyRow, type ApiKeyScope, OrganisationEntity, type OrganisationRow, type Role, SessionEntity, TeamEntity, TeamMemberEntity, type TeamRow, UserEntity, type UserRow } from './entities.js';
export { type PeopleAction, can as canPeople } from './policy.js';
export { actorOf, type ApiKeyNode, toApiKey, toOrganisation, toTeam, toUser, userOn, type UserNode } from './node.js';
export { apiKeysById, byId, counting, organisationsById, seesApiKey, teamsById, usersById, visibleUsersById } from './reads.js';
