import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { madeId } from '../platform/graphql/made-id.js';
import { command, mutations } from '../platform/graphql/mutations.js';
import type { Result } from '../platform/kernel/result.js';
import { ticketsById } from '../tickets/index.js';
import { ticketPayload } from '../tickets/payloads.js';
import { addComment } from './commands/add-comment.js';
import { editComment, setCommentVisibility } from './commands/edit-comment.js';
import { redactComment, redactDescription } from './commands/redact.js';
import { toComment } from './data/node.js';
import { commentsById } from './data/reads.js';

export const commentMutations = mutations({
  addComment: command(addComment, newCommentPayload),
  editComment: command(editComment, commentPayload),
  setCommentVisibility: command(setCommentVisibility, commentPayload),
  redactComment: command(redactComment, commentPayload),
  redactDescription: command(redactDescription, ticketPayload),
});

async function newCommentPayload(ctx: Context, result: Result<{ commentId: string; ticketId: string }>) {
  const ticket = result.ok ? await ctx.reads.load(ticketsById, result.value.ticketId) : null;
  return { ...(await commentPayload(ctx, result)), ticket };
}

async function commentPayload(ctx: Context, result: Result<{ commentId: string }>) {
  const row = result.ok ? await ctx.reads.load(commentsById, result.value.commentId) : null;
  const commentId = madeId('Comment', result, (made) => made.commentId);
  return { comment: row ? toComment(row) : null, commentId, errors: await errorsOf(ctx, result) };
}
