import type { By } from '../../identity/people/index.js';
import type { Comment, CommentEdit } from '../../platform/contract/generated/types.js';
import { fieldColumns } from '../../platform/db/sql.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import { type CommentEditRow, CommentEntity, type CommentRow } from './entities.js';

/** A comment in the contract's form, with its row. */
export type CommentNode = Comment & { row: CommentRow };

/** The contract's plain fields of a comment. */
export function toComment(row: CommentRow): CommentNode {
  return {
    __typename: 'Comment',
    row,
    id: toGlobalId('Comment', row.id),
    visibility: row.visibility,
    body: row.body,
    version: row.version,
    createdAt: row.createdAt,
    occurredAt: row.occurredAt,
    editedAt: row.editedAt ?? null,
    redactedAt: row.redactedAt ?? null,
  };
}

/** The columns that fields of a comment need, here and in the resolvers. */
export const columnsOf = fieldColumns<CommentRow>(CommentEntity, {
  ticket: ['ticketId'],
  author: ['authorUserId', 'authorKeyId'],
  attachments: [],
  edits: ['ticketId'],
  redactedBy: ['redactedAt', 'redactedByUserId', 'redactedByKeyId'],
});

/** The author of a comment. */
export function authorOf(row: CommentRow): By {
  return { userId: row.authorUserId ?? null, keyId: row.authorKeyId ?? null };
}

/** A former text in the contract's form, with its row. */
export type CommentEditNode = CommentEdit & { row: CommentEditRow };

/** The contract's plain fields of a former text. */
export function toCommentEdit(row: CommentEditRow): CommentEditNode {
  return { __typename: 'CommentEdit', row, body: row.body, editedAt: row.editedAt };
}
