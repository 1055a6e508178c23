import type { EntryPoints } from '../denied/capabilities.js';
import type { Made } from '../denied/made.js';
import type { Client } from '../harness/client.js';

let made = 0;
const named = (name: string) => {
  made += 1;
  return { name: `${name} ${made}` };
};
const company = async (admin: Client): Promise<string> =>
  (await admin.done('createCompany', named('Company'), 'companyId')).companyId;
const one = async ({ admin }: Made) => ({ id: await company(admin) });

// Roles: requester stranger affected watching agent otherAgent blindAgent lead otherLead admin key strayKey readKey outsider nobody.
const seen = '- - - - + + + + + + + scope + - out';
const administrators = (outsider: string) =>
  `role role role role role role role role role + + role role ${outsider} out`;

export default {
  mutations: {
    createCompany: {
      outcomes: administrators('+'),
      fits: ['ADMINISTRATION'],
      input: () => named('Company'),
    },
    updateCompany: {
      outcomes: administrators('-'),
      fits: ['ADMINISTRATION'],
      input: async ({ admin }) => ({ companyId: await company(admin), active: false }),
    },
  },
  queries: {
    'node, Company': {
      outcomes: seen,
      query: 'query ($id: ID!) { node(id: $id) { id } }',
      made: one,
      seen: (found) => (found ? '+' : '-'),
    },
    companies: {
      outcomes: seen,
      query: '{ companies(first: 100) { nodes { id } } }',
      made: one,
      seen: ({ nodes }, { id }) => (nodes.some((node: { id: string }) => node.id === id) ? '+' : '-'),
    },
  },
  ids: { companyId: company, companyIds: company },
  writeOnly: { createCompany: async () => named('Company') },
} satisfies EntryPoints;
