import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { NotificationKind } from '../../platform/contract/generated/enums.js';

export const NotificationEntity = defineEntity({
  name: 'Notification',
  tableName: 'notifications',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    userId: p.uuid(),
    ticketId: p.uuid(),
    eventNumber: p.bigint('number'),
    kind: p.text().$type<NotificationKind>(),
    /** Whether it is shown only to those who can see the event, and not only its ticket. */
    ofEvent: p.boolean(),
    /** Whether the person wants it in their feed; otherwise it goes over other channels only. */
    inFeed: p.boolean(),
    createdAt: p.datetime(3),
    readAt: p.datetime(3).nullable(),
  },
});

export type NotificationRow = InferEntity<typeof NotificationEntity>;
