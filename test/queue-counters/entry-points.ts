import type { EntryPoints } from '../denied/capabilities.js';
import type { Made } from '../denied/made.js';

const query = 'query ($id: ID!) { queueCounters(queueIds: [$id]) { open queue { id } } }';
const queue = (made: Made, visibility: string) =>
  made.named('createQueue', 'queue', { teamId: made.cast.names.teams['Service Desk'], visibility });
const seen = (found: unknown[]) => (found.length > 0 ? '+' : '-');

// Roles: requester stranger affected watching agent otherAgent blindAgent lead otherLead admin key strayKey readKey outsider nobody.
export default {
  queries: {
    queueCounters: {
      outcomes: '+ + + + + + + + + + + scope + - out',
      query,
      made: async (made) => ({ id: await queue(made, 'ORGANISATION') }),
      seen,
    },
    "queueCounters, its team's": {
      outcomes: '- - - - + + + + + + + scope + - out',
      query,
      made: async (made) => ({ id: await queue(made, 'TEAM') }),
      seen,
    },
  },
} satisfies EntryPoints;
