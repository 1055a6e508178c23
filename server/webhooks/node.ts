import type { Webhook, WebhookDelivery } from '../platform/contract/generated/types.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import type { WebhookDeliveryRow, WebhookRow } from './data/entities.js';
import { messageIdOf } from './rules/message.js';

export type WebhookNode = Webhook & { row: WebhookRow };
export type WebhookDeliveryNode = WebhookDelivery & { row: WebhookDeliveryRow };

/** The contract's plain fields of a webhook. Its secrets are not among them. */
export function toWebhook(row: WebhookRow): WebhookNode {
  const { url, kinds = null, active, formerSecretEndsAt, version, createdAt, updatedAt } = row;
  return {
    __typename: 'Webhook',
    row,
    id: toGlobalId('Webhook', row.id),
    url,
    kinds,
    active,
    formerSecretEndsAt: formerSecretEndsAt && formerSecretEndsAt > new Date() ? formerSecretEndsAt : null,
    version,
    createdAt,
    updatedAt,
  };
}

/** The contract's plain fields of a delivery. */
export function toDelivery(row: WebhookDeliveryRow): WebhookDeliveryNode {
  const { kind, state, attempts, dueAt, responseStatus, failure, createdAt, deliveredAt } = row;
  return {
    __typename: 'WebhookDelivery',
    row,
    id: toGlobalId('WebhookDelivery', row.id),
    messageId: messageIdOf(row),
    kind,
    state,
    attempts,
    dueAt: state === 'PENDING' ? dueAt : null,
    responseStatus: responseStatus ?? null,
    failure: failure ?? null,
    createdAt,
    deliveredAt: deliveredAt ?? null,
  };
}
