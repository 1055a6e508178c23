import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { QueueVisibility } from '../../platform/contract/generated/enums.js';

export const QueueEntity = defineEntity({
  name: 'Queue',
  tableName: 'queues',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    name: p.text(),
    teamId: p.uuid(),
    visibility: p.text().$type<QueueVisibility>(),
    version: p.integer(),
    createdAt: p.datetime(3),
  },
});

export const CategoryEntity = defineEntity({
  name: 'Category',
  tableName: 'categories',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    name: p.text(),
    ticketType: p.text(),
    parentId: p.uuid().nullable(),
    active: p.boolean(),
    version: p.integer(),
    createdAt: p.datetime(3),
  },
});

export type QueueRow = InferEntity<typeof QueueEntity>;
export type CategoryRow = InferEntity<typeof CategoryEntity>;
