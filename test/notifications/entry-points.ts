import type { EntryPoints } from '../denied/capabilities.js';
import type { Made } from '../denied/made.js';
import type { Client } from '../harness/client.js';
import { report } from '../harness/desk.js';
import { worldOf } from '../harness/world.js';
import { notify, readLog } from './support.js';

/** A notification of the requester, of a ticket of theirs. */
async function ofRequester(made: Made): Promise<string> {
  return notify(await made.cast.caller('requester', []), made.admin, await made.ticket());
}

/** A notification of an administrator. */
async function ofAdmin(admin: Client): Promise<string> {
  const key = { name: 'Answers', scopes: ['TICKETS_READ', 'COMMENTS_WRITE'] };
  const { secret } = await admin.done('createApiKey', key, 'secret');
  return notify(admin, admin.withToken(secret), (await report(admin)).id);
}

/** A webhook that is sent to nobody: its address is not public. */
async function webhook(admin: Client): Promise<string> {
  await fresh(admin);
  return (await admin.done('createWebhook', { url: 'https://127.0.0.1/hook' }, 'webhookId')).webhookId;
}

/** A dead delivery of a webhook, with the webhook. */
async function dead(admin: Client): Promise<{ webhookId: string; webhookDeliveryId: string }> {
  const webhookId = await webhook(admin);
  await ofAdmin(admin);
  const world = worldOf(admin);
  await readLog(world);
  await world.rows("update webhook_deliveries set state = 'DEAD'");
  const found = await admin.ok('query ($id: ID!) { webhookDeliveries(webhookId: $id) { nodes { id } } }', {
    id: webhookId,
  });
  return { webhookId, webhookDeliveryId: found.webhookDeliveries.nodes[0].id };
}

/** Removes the oldest webhooks of an organisation that has many, because there is a limit. */
async function fresh(admin: Client): Promise<void> {
  const oldest = 'orderBy: [{ field: CREATED_AT, direction: ASC }]';
  const { webhooks } = await admin.ok(`{ webhooks(first: 100, ${oldest}) { nodes { id } } }`);
  const ids = webhooks.nodes.map((one: { id: string }) => one.id).slice(0, -10);
  // Another call can remove the same ones.
  for (const webhookId of ids) await admin.mutate('deleteWebhook', { webhookId }, 'webhookId');
}

// Roles: requester stranger affected watching agent otherAgent blindAgent lead otherLead admin key strayKey readKey outsider nobody.
const administrators = 'role role role role role role role role role + + role role - out';
const seenByAdministrators = '- - - - - - - - - + - scope - - out';
const onlyTheirOwn = '+ - - - - - - - - - role role role - out';

export default {
  mutations: {
    createWebhook: {
      outcomes: 'role role role role role role role role role + + role role + out',
      fits: ['ADMINISTRATION'],
      input: () => ({ url: 'https://127.0.0.1/hook' }),
    },
    updateWebhook: {
      outcomes: administrators,
      fits: ['ADMINISTRATION'],
      input: async ({ admin }) => ({ webhookId: await webhook(admin), active: false }),
    },
    rotateWebhookSecret: {
      outcomes: administrators,
      fits: ['ADMINISTRATION'],
      input: async ({ admin }) => ({ webhookId: await webhook(admin) }),
    },
    deleteWebhook: {
      outcomes: administrators,
      fits: ['ADMINISTRATION'],
      input: async ({ admin }) => ({ webhookId: await webhook(admin) }),
    },
    replayWebhookDelivery: {
      outcomes: administrators,
      fits: ['ADMINISTRATION'],
      input: async ({ admin }) => ({ webhookDeliveryId: (await dead(admin)).webhookDeliveryId }),
    },
    updateNotificationPreferences: {
      outcomes: '+ + + + + + + + + + role role role + out',
      fits: [],
      input: () => ({ quietHours: { start: '22:00', end: '07:00' } }),
    },
    markNotificationsRead: {
      outcomes: onlyTheirOwn,
      fits: [],
      input: async (made) => ({ notificationIds: [await ofRequester(made)] }),
    },
    'markNotificationsRead, up to one': {
      outcomes: onlyTheirOwn,
      fits: [],
      input: async (made) => ({ upToId: await ofRequester(made) }),
    },
    markNotificationsUnread: {
      outcomes: onlyTheirOwn,
      fits: [],
      input: async (made) => ({ notificationIds: [await ofRequester(made)] }),
    },
  },
  queries: {
    'node, Webhook': {
      outcomes: seenByAdministrators,
      query: 'query ($id: ID!) { node(id: $id) { id } }',
      made: async ({ admin }) => ({ id: await webhook(admin) }),
      seen: (found) => (found ? '+' : '-'),
    },
    'node, WebhookDelivery': {
      outcomes: seenByAdministrators,
      query: 'query ($id: ID!) { node(id: $id) { id } }',
      made: async ({ admin }) => ({ id: (await dead(admin)).webhookDeliveryId }),
      seen: (found) => (found ? '+' : '-'),
    },
    webhooks: {
      outcomes: seenByAdministrators,
      query: '{ webhooks(first: 100) { nodes { id } } }',
      made: async ({ admin }) => ({ id: await webhook(admin) }),
      seen: ({ nodes }, { id }) => (nodes.some((node: { id: string }) => node.id === id) ? '+' : '-'),
    },
    webhookDeliveries: {
      outcomes: seenByAdministrators,
      query: 'query ($id: ID!) { webhookDeliveries(webhookId: $id, first: 100) { nodes { id } } }',
      made: async ({ admin }) => ({ id: (await dead(admin)).webhookId }),
      seen: ({ nodes }) => (nodes.length > 0 ? '+' : '-'),
    },
    notificationPreferences: {
      outcomes: 'own own own own own own own own own own - scope - own out',
      query: '{ notificationPreferences { disabled { kind } } }',
      made: async () => ({}),
      seen: (found) => (found ? 'own' : '-'),
    },
    'node, Notification': {
      outcomes: '+ - - - - - - - - - - scope - - out',
      query: 'query ($id: ID!) { node(id: $id) { id } }',
      made: async (made) => ({ id: await ofRequester(made) }),
      seen: (found) => (found ? '+' : '-'),
    },
    notifications: {
      outcomes: '+ - - - - - - - - - - scope - - out',
      query: '{ notifications(first: 100) { nodes { id } } }',
      made: async (made) => ({ id: await ofRequester(made) }),
      seen: ({ nodes }, { id }) => (nodes.some((node: { id: string }) => node.id === id) ? '+' : '-'),
    },
  },
  ids: {
    notificationIds: ofAdmin,
    upToId: ofAdmin,
    webhookId: webhook,
    webhookDeliveryId: async (admin) => (await dead(admin)).webhookDeliveryId,
  },
} satisfies EntryPoints;
