import type { CommandContext } from '../../platform/commands/command-context.js';
import type { EditCommentInput, SetCommentVisibilityInput } from '../../platform/contract/generated/types.js';
import { changed } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden } from '../../platform/kernel/user-errors.js';
import { canTicket, filterFacts, finalProblem, touch } from '../../tickets/index.js';
import { CommentEditEntity } from '../data/entities.js';
import { loadComment } from '../data/store.js';

/** Edits the text of a comment: for its author and administrators. The former text is kept for readers of internal notes. */
export async function editComment(
  command: CommandContext,
  input: EditCommentInput,
): Promise<Result<{ commentId: string }>> {
  const loaded = await loadComment(command, input.commentId, input.expectedVersion);
  if (!loaded.ok) return loaded;
  const { comment, ticket } = loaded.value;
  const { actor } = command;
  const author =
    (actor.kind === 'user' && actor.userId === comment.authorUserId) ||
    (actor.kind === 'key' && actor.keyId === comment.authorKeyId && actor.scopes.includes('COMMENTS_WRITE'));
  if (!author && !(actor.kind === 'user' && actor.role === 'ADMIN')) {
    return err(
      forbidden('NOT_AUTHOR', 'Only its author and administrators can edit a comment.', ['commentId']),
    );
  }
  const final = finalProblem('editComment', ticket.status, ['commentId']);
  if (final) return err(final);
  const check = new InputCheck();
  const body = check.required('body', input.body, 50_000, 'MARKDOWN');
  if (check.errors.length > 0) return err(...check.errors);
  if (body === comment.body) return ok({ commentId: comment.id });
  const { organisationId, onBehalfOf, now } = command;
  const former = { organisationId, commentId: comment.id, version: comment.version, body: comment.body };
  const edited = { editedAt: now, editedByUserId: onBehalfOf.userId, editedByKeyId: onBehalfOf.keyId };
  command.em.create(CommentEditEntity, { ...former, ...edited }, { persist: true });
  comment.body = body;
  comment.version += 1;
  comment.editedAt = command.now;
  if (comment.visibility === 'PUBLIC') touch(command, ticket);
  command.emit({
    type: 'COMMENT_EDITED',
    ticketId: ticket.id,
    visibility: comment.visibility,
    commentId: comment.id,
    facts: filterFacts(ticket),
  });
  return ok({ commentId: comment.id });
}

/** Makes a comment public or internal. Actors who could see it are informed when it is hidden. */
export async function setCommentVisibility(
  command: CommandContext,
  input: SetCommentVisibilityInput,
): Promise<Result<{ commentId: string }>> {
  const loaded = await loadComment(command, input.commentId, input.expectedVersion);
  if (!loaded.ok) return loaded;
  const { comment, ticket, facts } = loaded.value;
  const decision = canTicket(command.actor, 'setCommentVisibility', facts);
  if (!decision.allowed) return err(forbidden(decision.reason, decision.message, ['commentId']));
  if (comment.visibility === input.visibility) return ok({ commentId: comment.id });
  const final =
    input.visibility === 'PUBLIC' ? finalProblem('setCommentVisibility', ticket.status, ['commentId']) : null;
  if (final) return err(final);
  const changes = [changed('Comment.visibility', comment.visibility, input.visibility)];
  comment.visibility = input.visibility;
  comment.version += 1;
  touch(command, ticket);
  const type = input.visibility === 'PUBLIC' ? 'COMMENT_PUBLISHED' : 'COMMENT_HIDDEN';
  command.emit({ type, ticketId: ticket.id, commentId: comment.id, changes, facts: filterFacts(ticket) });
  return ok({ commentId: comment.id });
}
