import { Webhooks } from '../../migrations/2026-11-29-webhooks.js';
import { notificationChannels } from '../notifications/index.js';
import { rowsWithoutEvents } from '../platform/db/rows-without-events.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { addDeliveries } from './data/deliveries.js';
import { WebhookDeliveryEntity, WebhookEntity } from './data/entities.js';
import { deliveriesById, webhooksById } from './data/reads.js';
import { deliverWebhooks } from './deliver.js';
import { webhookEvents } from './events.js';
import { webhookMutations } from './mutations.js';
import { toDelivery, toWebhook } from './node.js';
import { WebhookDeliveryResolver, WebhookQueries, WebhookResolver } from './resolvers.js';

export default defineModule({
  name: 'webhooks',
  migrations: [{ name: '2026-11-29-webhooks', class: Webhooks }],
  entities: [WebhookEntity, WebhookDeliveryEntity],
  resolvers: [WebhookQueries, WebhookResolver, WebhookDeliveryResolver],
  mutations: webhookMutations,
  events: webhookEvents,
  nodes: {
    Webhook: node(webhooksById, toWebhook),
    WebhookDelivery: node(deliveriesById, toDelivery),
  },
  jobs: [{ name: 'deliver_webhooks', followsLog: true, run: deliverWebhooks }],
  adds: [
    notificationChannels.add({ channel: 'WEBHOOK', store: addDeliveries }),
    rowsWithoutEvents.add({ webhook_deliveries: 'COME_AND_GO' }),
  ],
});
