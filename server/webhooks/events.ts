import { aboutOrganisation } from '../platform/events/event-types.js';

/** The events of webhooks. */
export const webhookEvents = {
  WEBHOOK_CREATED: aboutOrganisation<'webhook' | 'url'>(),
  WEBHOOK_UPDATED: aboutOrganisation<'webhook' | 'url' | 'kinds' | 'active'>(),
  WEBHOOK_SECRET_ROTATED: aboutOrganisation<'webhook'>(),
  WEBHOOK_DELETED: aboutOrganisation<'webhook'>(),
  WEBHOOK_DELIVERY_REPLAYED: aboutOrganisation<'webhook' | 'webhookDelivery'>(),
};

type WebhookEvents = typeof webhookEvents;

declare module '../platform/events/event-types.js' {
  interface EventTypes extends WebhookEvents {}
}
