import type { EntryPoints } from '../denied/capabilities.js';
import type { Made } from '../denied/made.js';
import type { Client } from '../harness/client.js';
import { calendar, officeHours, policy } from './support.js';

let made = 0;
const name = (what: string) => {
  made += 1;
  return `${what} of an entry point ${made}`;
};
const aCalendar = async ({ admin }: Made) => ({ id: await calendar(admin) });
/** A company without people, so that the schedule finds no clock to change while a test compares all rows. */
const noCompany = async (admin: Client): Promise<string[]> => [
  (await admin.done('createCompany', { name: name('Company') }, 'companyId')).companyId,
];
const somePolicy = async (admin: Client) =>
  policy(admin, await calendar(admin), { companyIds: await noCompany(admin) });
const aPolicy = async ({ admin }: Made) => ({ id: await somePolicy(admin) });
const newCalendar = () => ({ name: name('Hours'), timeZone: 'UTC', hours: officeHours });
const newPolicy = async (admin: Client) => ({
  name: name('Policy'),
  businessCalendarId: await calendar(admin),
  companyIds: await noCompany(admin),
  targets: [{ target: 'RESOLUTION', minutes: 60 }],
});

// Roles: requester stranger affected watching agent otherAgent blindAgent lead otherLead admin key strayKey readKey outsider nobody.
const seen = '- - - - + + + + + + + scope + - out';
const administrators = (outsider: string) =>
  `role role role role role role role role role + + role role ${outsider} out`;
const lists = (query: string, one: (made: Made) => Promise<{ id: string }>) => ({
  outcomes: seen,
  query: `{ ${query}(first: 100) { nodes { id } } }`,
  made: one,
  seen: ({ nodes }: { nodes: { id: string }[] }, { id }: { id: string }) =>
    nodes.some((node) => node.id === id) ? ('+' as const) : ('-' as const),
});
const node = (one: (made: Made) => Promise<{ id: string }>) => ({
  outcomes: seen,
  query: 'query ($id: ID!) { node(id: $id) { id } }',
  made: one,
  seen: (found: unknown) => (found ? ('+' as const) : ('-' as const)),
});

export default {
  mutations: {
    createBusinessCalendar: {
      outcomes: administrators('+'),
      fits: ['ADMINISTRATION'],
      input: newCalendar,
    },
    updateBusinessCalendar: {
      outcomes: administrators('-'),
      fits: ['ADMINISTRATION'],
      input: async ({ admin }) => ({ businessCalendarId: await calendar(admin), timeZone: 'UTC' }),
    },
    createServiceLevelPolicy: {
      outcomes: administrators('-'),
      fits: ['ADMINISTRATION'],
      input: async ({ admin }) => newPolicy(admin),
    },
    updateServiceLevelPolicy: {
      outcomes: administrators('-'),
      fits: ['ADMINISTRATION'],
      input: async (given) => ({ serviceLevelPolicyId: (await aPolicy(given)).id, active: false }),
    },
  },
  queries: {
    'node, BusinessCalendar': node(aCalendar),
    'node, ServiceLevelPolicy': node(aPolicy),
    businessCalendars: lists('businessCalendars', aCalendar),
    serviceLevelPolicies: lists('serviceLevelPolicies', aPolicy),
  },
  ids: {
    businessCalendarId: calendar,
    serviceLevelPolicyId: somePolicy,
  },
  writeOnly: {
    createBusinessCalendar: async () => newCalendar(),
    createServiceLevelPolicy: newPolicy,
  },
} satisfies EntryPoints;
