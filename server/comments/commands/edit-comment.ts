import type { Change } from '../../changes/change.js';
import { InputCheck } from '../../kernel/check.js';
import { forbidden } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { canTicket, filterFacts, touch } from '../../tickets/index.js';
import type { Visibility } from '../entities.js';
import { loadComment } from '../store.js';

/** Changes what a comment says: its author, and administrators. What it said is not kept: erasing must stay possible. */
export async function editComment(
  change: Change,
  input: { commentId: string; expectedVersion?: number | null; body: string },
): Promise<Result<{ commentId: string }>> {
  const loaded = await loadComment(change, input.commentId, input.expectedVersion);
  if (!loaded.ok) return loaded;
  const { comment, ticket } = loaded.value;
  const { actor } = change;
  const author =
    (actor.kind === 'user' && actor.userId === comment.authorUserId) ||
    (actor.kind === 'key' && actor.keyId === comment.authorKeyId && actor.scopes.includes('COMMENTS_WRITE'));
  if (!author && !(actor.kind === 'user' && actor.role === 'ADMIN')) {
    return refused(
      forbidden('NOT_AUTHOR', 'A comment is changed by its author or an administrator.', ['commentId']),
    );
  }
  const check = new InputCheck();
  const body = check.required('body', input.body, 50_000);
  if (check.errors.length > 0) return refused(...check.errors);
  if (body === comment.body) return done({ commentId: comment.id });
  comment.body = body;
  comment.version += 1;
  comment.editedAt = change.now;
  if (comment.visibility === 'PUBLIC') touch(change, ticket);
  change.emit({
    type: 'COMMENT_EDITED',
    ticketId: ticket.id,
    visibility: comment.visibility,
    commentId: comment.id,
    facts: filterFacts(ticket),
  });
  return done({ commentId: comment.id });
}

/** Makes a comment public or internal. Whoever could read it so far is told that it is gone. */
export async function setCommentVisibility(
  change: Change,
  input: { commentId: string; expectedVersion?: number | null; visibility: Visibility },
): Promise<Result<{ commentId: string }>> {
  const loaded = await loadComment(change, input.commentId, input.expectedVersion);
  if (!loaded.ok) return loaded;
  const { comment, ticket, facts } = loaded.value;
  const decision = canTicket(change.actor, 'setCommentVisibility', facts);
  if (!decision.allowed) return refused(forbidden(decision.reason, decision.message, ['commentId']));
  if (comment.visibility === input.visibility) return done({ commentId: comment.id });
  const changes = [{ field: 'visibility', from: comment.visibility, to: input.visibility }];
  comment.visibility = input.visibility;
  comment.version += 1;
  touch(change, ticket);
  const type = input.visibility === 'PUBLIC' ? 'COMMENT_PUBLISHED' : 'COMMENT_HIDDEN';
  change.emit({ type, ticketId: ticket.id, commentId: comment.id, changes, facts: filterFacts(ticket) });
  return done({ commentId: comment.id });
}
