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
    redactedAt: p.datetime(3).nullable(),
    redactedByUserId: p.uuid().nullable(),
    redactedByKeyId: p.uuid().nullable(),
  },
});

/** A former text of a comment, with who replaced it. */
export const CommentEditEntity = defineEntity({
  name: 'CommentEdit',
  tableName: 'comment_edits',
  properties: {
    organisationId: p.uuid().primary(),
    commentId: p.uuid().primary(),
    version: p.integer().primary(),
    body: p.text(),
    editedAt: p.datetime(3),
    editedByUserId: p.uuid().nullable(),
    editedByKeyId: p.uuid().nullable(),
  },
});

export type CommentEditRow = InferEntity<typeof CommentEditEntity>;
export type CommentRow = InferEntity<typeof CommentEntity>;
