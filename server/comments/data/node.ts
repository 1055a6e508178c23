import type { By } from '../../identity/people/index.js';
import type { Comment } from '../../platform/contract/generated/types.js';
import { fieldColumns } from '../../platform/db/sql.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import { CommentEntity, type CommentRow } from './entities.js';

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
  };
}

/** The columns that fields of a comment need, here and in the resolvers. */
export const columnsOf = fieldColumns<CommentRow>(CommentEntity, {
  ticket: ['ticketId'],
  author: ['authorUserId', 'authorKeyId'],
  attachments: [],
});

/** The author of a comment. */
export function authorOf(row: CommentRow): By {
  return { userId: row.authorUserId ?? null, keyId: row.authorKeyId ?? null };
}
