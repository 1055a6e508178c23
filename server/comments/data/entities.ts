import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Visibility } from '../../platform/contract/generated/enums.js';

export const CommentEntity = defineEntity({
  name: 'Comment',
  tableName: 'comments',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    ticketId: p.uuid(),
    authorUserId: p.uuid().nullable(),
    authorKeyId: p.uuid().nullable(),
    visibility: p.text().$type<Visibility>(),
    body: p.text(),
    version: p.integer(),
    createdAt: p.datetime(3),
    occurredAt: p.datetime(3),
    editedAt: p.datetime(3).nullable(),
  },
});

export type CommentRow = InferEntity<typeof CommentEntity>;
