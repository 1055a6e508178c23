import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { attachmentsOfComments, attachToNewComment, toAttachment } from '../attachments/index.js';
import { actorOf } from '../identity/people/index.js';
import { followMerges } from '../links/index.js';
import {
  Actor,
  AddCommentInput,
  AddCommentPayload,
  Attachment,
  Comment,
  EditCommentInput,
  EditCommentPayload,
  SetCommentVisibilityInput,
  SetCommentVisibilityPayload,
  Ticket,
} from '../platform/contract/generated/types.js';
import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import type { Result } from '../platform/kernel/result.js';
import { ticketsById } from '../tickets/index.js';
import { madeId } from '../tickets/payloads.js';
import { addComment } from './commands/add-comment.js';
import { editComment, setCommentVisibility } from './commands/edit-comment.js';
import { commentsById } from './data/reads.js';
import { authorOf, type CommentNode, toComment } from './node.js';

@Resolver(() => Comment)
export class CommentResolver {
  @FieldResolver(() => Ticket)
  ticket(@Root() { row }: CommentNode, @Ctx() ctx: Context) {
    return ctx.reads.load(ticketsById, row.ticketId);
  }

  @FieldResolver(() => Actor)
  author(@Root() { row }: CommentNode, @Ctx() ctx: Context) {
    return actorOf(ctx.reads, authorOf(row));
  }

  @FieldResolver(() => [Attachment])
  async attachments(@Root() { row }: CommentNode, @Ctx() ctx: Context) {
    return (await ctx.reads.load(attachmentsOfComments, row.id)).map(toAttachment);
  }
}

@Resolver()
export class CommentMutations {
  @Mutation(() => AddCommentPayload)
  async addComment(
    @Arg('input', () => AddCommentInput) input: AddCommentInput,
    @Ctx() ctx: Context,
  ): Promise<AddCommentPayload> {
    const result = await ctx.change({
      operation: 'addComment',
      input,
      run: (command) => addComment(command, input, { attach: attachToNewComment, follow: followMerges }),
    });
    const ticket = result.ok ? await ctx.reads.load(ticketsById, result.value.ticketId) : null;
    return { ...(await commentPayload(ctx, result)), ticket };
  }

  @Mutation(() => EditCommentPayload)
  async editComment(
    @Arg('input', () => EditCommentInput) input: EditCommentInput,
    @Ctx() ctx: Context,
  ): Promise<EditCommentPayload> {
    return commentPayload(ctx, await ctx.change({ operation: 'editComment', input, run: editComment }));
  }

  @Mutation(() => SetCommentVisibilityPayload)
  async setCommentVisibility(
    @Arg('input', () => SetCommentVisibilityInput) input: SetCommentVisibilityInput,
    @Ctx() ctx: Context,
  ): Promise<SetCommentVisibilityPayload> {
    return commentPayload(
      ctx,
      await ctx.change({ operation: 'setCommentVisibility', input, run: setCommentVisibility }),
    );
  }
}

async function commentPayload(ctx: Context, result: Result<{ commentId: string }>) {
  const row = result.ok ? await ctx.reads.load(commentsById, result.value.commentId) : null;
  const commentId = madeId('Comment', result, (made) => made.commentId);
  return { comment: row ? toComment(row) : null, commentId, errors: await errorsOf(ctx, result) };
}
