import type { EntryPoints } from '../denied/capabilities.js';
import type { Made } from '../denied/made.js';
import type { Client } from '../harness/client.js';
import { integration, unused } from './support.js';

const reported = async (admin: Client, more: Record<string, unknown> = {}) => {
  const alertIntegrationId = await integration(admin, more);
  const given = { alertIntegrationId, status: 'FIRING', dedupKey: unused('key'), summary: 'It fires' };
  return (await admin.done('reportAlert', given, 'alertId')).alertId as string;
};
/** An alert whose ticket is in the queue of the others that are made. */
const alert = async (made: Made) => {
  const ticket = await made.admin.ok('query ($id: ID!) { ticket(id: $id) { queue { id } } }', {
    id: await made.ticket(),
  });
  return { id: await reported(made.admin, { queueId: ticket.ticket.queue.id }) };
};
const silenceOf = async (admin: Client): Promise<string> => {
  const given = {
    matchers: [{ label: 'alertname', operator: 'EQUALS', value: unused('a') }],
    reason: 'Work',
    endsAt: soon(),
  };
  return (await admin.done('createAlertSilence', given, 'alertSilenceId')).alertSilenceId;
};
const soon = () => new Date(Date.now() + 3_600_000).toISOString();
const oneSilence = async ({ admin }: Made) => ({ id: await silenceOf(admin) });
const one = async ({ admin }: Made) => ({ id: await integration(admin) });

// Roles: requester stranger affected watching agent otherAgent blindAgent lead otherLead admin key strayKey readKey outsider nobody.
const seen = '- - - - + + + + + + + scope + - out';
const seenInQueue = '- - - - + + - + + + + scope + - out';
const administrators = (outsider: string) =>
  `role role role role role role role role role + + role role ${outsider} out`;
const leads = (outsider: string) => `role role role role role role role + + + + role role ${outsider} out`;
const found = (node: unknown) => (node ? '+' : '-');

export default {
  mutations: {
    reportAlert: {
      outcomes: 'role role role role role role role role role + + scope scope - out',
      fits: ['ALERTS_WRITE'],
      input: async ({ admin }) => ({
        alertIntegrationId: await integration(admin),
        status: 'FIRING',
        dedupKey: unused('key'),
      }),
    },
    createAlertIntegration: {
      outcomes: administrators('-'),
      fits: ['ADMINISTRATION'],
      input: ({ cast }) => ({ name: unused('Integration'), requesterId: cast.id('requester') }),
    },
    createAlertSilence: {
      outcomes: leads('+'),
      fits: ['ADMINISTRATION'],
      input: () => ({
        matchers: [{ label: 'alertname', operator: 'EQUALS', value: unused('a') }],
        reason: 'Work',
        endsAt: soon(),
      }),
    },
    endAlertSilence: {
      outcomes: leads('-'),
      fits: ['ADMINISTRATION'],
      input: async ({ admin }) => ({ alertSilenceId: await silenceOf(admin) }),
    },
    updateAlertIntegration: {
      outcomes: administrators('-'),
      fits: ['ADMINISTRATION'],
      input: async ({ admin }) => ({ alertIntegrationId: await integration(admin), active: false }),
    },
  },
  queries: {
    'node, AlertIntegration': {
      outcomes: seen,
      query: 'query ($id: ID!) { node(id: $id) { id } }',
      made: one,
      seen: found,
    },
    'node, Alert': {
      outcomes: seenInQueue,
      query: 'query ($id: ID!) { node(id: $id) { id } }',
      made: alert,
      seen: found,
    },
    'node, AlertSilence': {
      outcomes: seen,
      query: 'query ($id: ID!) { node(id: $id) { id } }',
      made: oneSilence,
      seen: found,
    },
    alertSilences: {
      outcomes: seen,
      query: '{ alertSilences(first: 100) { nodes { id } } }',
      made: oneSilence,
      seen: ({ nodes }, { id }) => (nodes.some((node: { id: string }) => node.id === id) ? '+' : '-'),
    },
    alertRouting: {
      outcomes: seenInQueue,
      query: 'query ($integration: ID!) { alertRouting(alertIntegrationId: $integration) { alert { id } } }',
      made: async (made) => {
        const { id } = await alert(made);
        const { node } = await made.admin.ok(
          'query ($id: ID!) { node(id: $id) { ... on Alert { integration { id } } } }',
          { id },
        );
        return { integration: node.integration.id };
      },
      seen: (tried) => (tried.length > 0 ? '+' : '-'),
    },
    alertIntegrations: {
      outcomes: seen,
      query: '{ alertIntegrations(first: 100) { nodes { id } } }',
      made: one,
      seen: ({ nodes }, { id }) => (nodes.some((node: { id: string }) => node.id === id) ? '+' : '-'),
    },
    alerts: {
      outcomes: seenInQueue,
      query: '{ alerts(first: 100) { nodes { id } } }',
      made: alert,
      seen: ({ nodes }, { id }) => (nodes.some((node: { id: string }) => node.id === id) ? '+' : '-'),
    },
  },
  ids: {
    alertIntegrationId: (admin) => integration(admin),
    alertIntegrationIds: (admin) => integration(admin),
    alertSilenceId: silenceOf,
  },
  writeOnly: {
    createAlertSilence: async () => ({
      matchers: [{ label: 'alertname', operator: 'EQUALS', value: unused('a') }],
      reason: 'Work',
      endsAt: soon(),
    }),
    createAlertIntegration: async (admin) => ({ name: unused('Integration'), requesterId: await me(admin) }),
  },
} satisfies EntryPoints;

async function me(admin: Client): Promise<string> {
  return (await admin.ok('{ viewer { id } }')).viewer.id;
}
