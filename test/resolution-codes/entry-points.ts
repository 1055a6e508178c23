import { randomUUID } from 'node:crypto';
import type { EntryPoints } from '../denied/capabilities.js';
import type { Made } from '../denied/made.js';

const given = async (made: Made) => {
  const { resolutionCode } = await made.admin.done(
    'createResolutionCode',
    { code: made.name() },
    'resolutionCode { id }',
  );
  return resolutionCode.id as string;
};

// Roles: requester stranger affected watching agent otherAgent blindAgent lead otherLead admin key strayKey readKey outsider nobody.
const administrators = 'role role role role role role role role role + + role role';

export default {
  mutations: {
    createResolutionCode: {
      outcomes: `${administrators} + out`,
      fits: ['ADMINISTRATION'],
      input: (made) => ({ code: made.name() }),
    },
    updateResolutionCode: {
      outcomes: `${administrators} - out`,
      fits: ['ADMINISTRATION'],
      input: async (made) => ({ resolutionCodeId: await given(made), active: false }),
    },
    allowFreeResolutionCodes: {
      outcomes: `${administrators} + out`,
      fits: ['ADMINISTRATION'],
      input: () => ({ allowed: false }),
    },
  },
  queries: {
    'node, ResolutionCode': {
      outcomes: '+ + + + + + + + + + + scope + - out',
      query: 'query ($id: ID!) { node(id: $id) { id } }',
      made: async (made) => ({ id: await given(made) }),
      seen: (found) => (found ? '+' : '-'),
    },
    resolutionCodes: {
      outcomes: '+ + + + + + + + + + + scope + - out',
      query: '{ resolutionCodes(first: 100) { nodes { id } } }',
      made: async (made) => ({ id: await given(made) }),
      seen: ({ nodes }, { id }) => (nodes.some((node: { id: string }) => node.id === id) ? '+' : '-'),
    },
  },
  ids: {
    resolutionCodeId: async (admin) =>
      (await admin.done('createResolutionCode', { code: `MADE_${randomUUID()}` }, 'resolutionCodeId'))
        .resolutionCodeId,
  },
  writeOnly: {
    createResolutionCode: async () => ({ code: 'WRITTEN' }),
  },
} satisfies EntryPoints;
