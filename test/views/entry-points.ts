import type { EntryPoints } from '../denied/capabilities.js';
import type { Made } from '../denied/made.js';
import type { Client } from '../harness/client.js';

const view = async (client: Client, sharing: object): Promise<string> =>
  (await client.done('createSavedView', { name: 'Waiting', ...sharing }, 'savedViewId')).savedViewId;
const forOrganisation = (admin: Client) => view(admin, { sharing: 'ORGANISATION' });
const teamOf = ({ cast }: Made) => cast.names.teams['Service Desk'];
const forTeam = (made: Made) => view(made.admin, { sharing: 'TEAM', teamId: teamOf(made) });
const ofRequester = async ({ cast }: Made) => view(await cast.caller('requester', []), {});

// Roles: requester stranger affected watching agent otherAgent blindAgent lead otherLead admin key strayKey readKey outsider nobody.
const administrators = 'role role role role role role role role role + + role role';

export default {
  mutations: {
    createSavedView: {
      outcomes: '+ + + + + + + + + + role role role + out',
      fits: [],
      input: () => ({ name: 'Mine' }),
    },
    'createSavedView, for a team': {
      outcomes: 'role role role role role role role + role + + role role - out',
      fits: ['ADMINISTRATION'],
      input: (made) => ({ name: 'Ours', sharing: 'TEAM', teamId: teamOf(made) }),
    },
    'createSavedView, for the organisation': {
      outcomes: `${administrators} + out`,
      fits: ['ADMINISTRATION'],
      input: () => ({ name: 'Everybody’s', sharing: 'ORGANISATION' }),
    },
    updateSavedView: {
      outcomes: '+ - - - - - - - - - - - - - out',
      fits: [],
      input: async (made) => ({ savedViewId: await ofRequester(made), name: 'Still mine' }),
    },
    'updateSavedView, of a team': {
      outcomes: '- - - - role - - + - + + role role - out',
      fits: ['ADMINISTRATION'],
      input: async (made) => ({ savedViewId: await forTeam(made), name: 'Still ours' }),
    },
    'updateSavedView, of the organisation': {
      outcomes: '- - - - role role role role role + + role role - out',
      fits: ['ADMINISTRATION'],
      input: async ({ admin }) => ({ savedViewId: await forOrganisation(admin), name: 'Still everybody’s' }),
    },
    deleteSavedView: {
      outcomes: '- - - - role - - + - + + role role - out',
      fits: ['ADMINISTRATION'],
      input: async (made) => ({ savedViewId: await forTeam(made) }),
    },
  },
  queries: {
    'node, SavedView': {
      outcomes: '- - - - + - - + - + + scope + - out',
      query: 'query ($id: ID!) { node(id: $id) { id } }',
      made: async (made) => ({ id: await forTeam(made) }),
      seen: (found) => (found ? '+' : '-'),
    },
    savedView: {
      outcomes: '- - - - + + + + + + + scope + - out',
      query: 'query ($id: ID!) { savedView(id: $id) { id } }',
      made: async ({ admin }) => ({ id: await forOrganisation(admin) }),
      seen: (found) => (found ? '+' : '-'),
    },
    'savedView, a private one': {
      outcomes: '+ - - - - - - - - - - scope - - out',
      query: 'query ($id: ID!) { savedView(id: $id) { id } }',
      made: async (made) => ({ id: await ofRequester(made) }),
      seen: (found) => (found ? '+' : '-'),
    },
    savedViews: {
      outcomes: '- - - - + - - + - + + scope + - out',
      query: '{ savedViews(sharing: [TEAM], first: 100) { nodes { id } } }',
      made: async (made) => ({ id: await forTeam(made) }),
      seen: ({ nodes }, { id }) => (nodes.some((node: { id: string }) => node.id === id) ? '+' : '-'),
    },
  },
  ids: { savedViewId: forOrganisation, view: forOrganisation },
  writeOnly: { createSavedView: async () => ({ name: 'Written', sharing: 'ORGANISATION' }) },
} satisfies EntryPoints;
