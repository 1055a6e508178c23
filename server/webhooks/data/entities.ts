import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type {
  NotificationKind,
  WebhookDeliveryState,
  WebhookFailure,
} from '../../platform/contract/generated/enums.js';
import { list } from '../../platform/db/list.js';

export const WebhookEntity = defineEntity({
  name: 'Webhook',
  tableName: 'webhooks',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    url: p.text(),
    /** Null: all. */
    kinds: list().$type<NotificationKind[]>().nullable(),
    active: p.boolean(),
    secret: p.text(),
    formerSecret: p.text().nullable(),
    formerSecretEndsAt: p.datetime(3).nullable(),
    createdByUserId: p.uuid().nullable(),
    createdByKeyId: p.uuid().nullable(),
    version: p.integer(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
});

export type WebhookRow = InferEntity<typeof WebhookEntity>;

export const WebhookDeliveryEntity = defineEntity({
  name: 'WebhookDelivery',
  tableName: 'webhook_deliveries',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    webhookId: p.uuid(),
    notificationId: p.uuid(),
    userId: p.uuid(),
    ticketId: p.uuid(),
    kind: p.text().$type<NotificationKind>(),
    state: p.text().$type<WebhookDeliveryState>(),
    attempts: p.integer(),
    dueAt: p.datetime(3),
    /** A server sends it until then; afterwards another one does. */
    leasedUntil: p.datetime(3).nullable(),
    responseStatus: p.integer().nullable(),
    failure: p.text().$type<WebhookFailure>().nullable(),
    createdAt: p.datetime(3),
    deliveredAt: p.datetime(3).nullable(),
  },
});

export type WebhookDeliveryRow = InferEntity<typeof WebhookDeliveryEntity>;
