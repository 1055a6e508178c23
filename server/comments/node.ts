import type { ViewerReads } from '../authz/viewer-reads.js';
import type { Actor, Comment } from '../graphql/generated/types.js';
import { toGlobalId } from '../kernel/ids.js';
import { actorOf, userOn } from '../people/index.js';
import type { CommentRow } from './entities.js';

/** A comment as the contract shows it, with its row. */
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

/** Who wrote a comment. */
export function authorOf(reads: ViewerReads, row: CommentRow): Actor | Promise<Actor> {
  if (row.authorUserId) return reads.once(userOn, row.authorUserId);
  return actorOf(reads, { userId: null, keyId: row.authorKeyId ?? null });
}

/** Reads the authors of all comments of a page, so that their fields do not wait one by one. What fails is told by its field. */
export async function readAuthors(reads: ViewerReads, rows: readonly CommentRow[]): Promise<void> {
  await Promise.allSettled(rows.map((row) => authorOf(reads, row)));
}
