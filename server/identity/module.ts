import { Access } from '../../migrations/2026-11-25-access.js';
import { Attempts } from '../../migrations/2026-11-27-attempts.js';
import { Tokens } from '../../migrations/2026-11-27-tokens.js';
import { Integrations } from '../../migrations/2026-11-28-integrations.js';
import { Leaving } from '../../migrations/2026-11-28-leaving.js';
import { Names } from '../../migrations/2026-11-28-names.js';
import { RenewedSessions } from '../../migrations/2026-11-28-renewed-sessions.js';
import { Requesters } from '../../migrations/2026-11-28-requesters.js';
import { RightsGiven } from '../../migrations/2026-11-28-rights-given.js';
import { UserWords } from '../../migrations/2026-11-28-user-words.js';
import { rowsWithoutEvents } from '../platform/db/rows-without-events.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { accessMutations } from './access/mutations.js';
import { toSession } from './access/node.js';
import { AccessQueries, AccessRecordResolver, SessionResolver } from './access/resolvers.js';
import { identityEvents } from './events.js';
import { continueHandOver } from './people/commands/hand-over.js';
import {
  ApiKeyEntity,
  OrganisationEntity,
  TeamEntity,
  TeamMemberEntity,
  UserEntity,
  UserIdentityEntity,
} from './people/data/entities.js';
import {
  organisationsById,
  visibleApiKeysById,
  visibleIntegrationsById,
  visibleTeamsById,
  visibleUsersById,
} from './people/data/reads.js';
import { peopleMutations } from './people/mutations.js';
import { toApiKey, toIntegration, toOrganisation, toTeam, toUser } from './people/node.js';
import {
  ApiKeyResolver,
  PeopleQueries,
  TeamMemberResolver,
  TeamResolver,
  UserResolver,
} from './people/resolvers.js';
import { SessionEntity } from './sessions/entities.js';
import { sessionsById } from './sessions/reads.js';
import { signInMutations } from './sign-in/mutations.js';

export default defineModule({
  name: 'identity',
  migrations: [
    { name: '2026-11-25-access', class: Access },
    { name: '2026-11-27-attempts', class: Attempts, after: '2026-11-27-two-logins' },
    { name: '2026-11-27-tokens', class: Tokens, after: '2026-11-27-attempts' },
    { name: '2026-11-28-integrations', class: Integrations },
    { name: '2026-11-28-leaving', class: Leaving },
    { name: '2026-11-28-names', class: Names },
    { name: '2026-11-28-requesters', class: Requesters },
    { name: '2026-11-28-renewed-sessions', class: RenewedSessions },
    { name: '2026-11-28-rights-given', class: RightsGiven, after: '2026-11-28-plans' },
    { name: '2026-11-28-user-words', class: UserWords, after: '2026-11-28-companies' },
  ],
  entities: [
    OrganisationEntity,
    UserEntity,
    UserIdentityEntity,
    TeamEntity,
    TeamMemberEntity,
    SessionEntity,
    ApiKeyEntity,
  ],
  resolvers: [
    PeopleQueries,
    UserResolver,
    TeamResolver,
    TeamMemberResolver,
    ApiKeyResolver,
    AccessQueries,
    SessionResolver,
    AccessRecordResolver,
  ],
  adds: [
    rowsWithoutEvents.add({
      access_records: 'COME_AND_GO',
      familiar_addresses: 'COME_AND_GO',
      hand_overs: 'COME_AND_GO',
      last_uses: 'COME_AND_GO',
      sessions: 'COME_AND_GO',
      sign_in_attempts: 'COME_AND_GO',
      user_identities: 'ADDED',
      user_words: 'COME_AND_GO',
    }),
  ],
  mutations: { ...accessMutations, ...peopleMutations, ...signInMutations },
  events: identityEvents,
  schedule: [continueHandOver],
  nodes: {
    Organisation: node(organisationsById, toOrganisation),
    User: node(visibleUsersById, toUser),
    Team: node(visibleTeamsById, toTeam),
    ApiKey: node(visibleApiKeysById, toApiKey),
    Integration: node(visibleIntegrationsById, toIntegration),
    Session: node(sessionsById, (row, reads) => toSession(row, reads.actor)),
  },
});
