export { attemptsFrom, rateLimited } from '../credentials/attempts.js';
export { meAsUser } from './data/as-user.js';
export { OrganisationEntity, type OrganisationRow, TeamEntity } from './data/entities.js';
export { teamsById } from './data/reads.js';
export {
  type ApiKeyNode,
  actorOf,
  type By,
  type OrganisationNode,
  readActors,
  type TeamNode,
  toTeam,
  userOn,
  usersOn,
} from './node.js';
export { can as canPeople } from './rules/policy.js';
