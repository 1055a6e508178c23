import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import { actorOf } from '../identity/people/index.js';
import {
  Actor,
  AddCommentInput,
  AddCommentPayload,
  Comment,
  CommentConnection,
  EditCommentInput,
  EditCommentPayload,
  SetCommentVisibilityInput,
  SetCommentVisibilityPayload,
  Ticket,
  TicketCommentsArgs,
} from '../platform/contract/generated/types.js';
import { nestedKey } from '../platform/db/nested-page.js';
import { windowOf } from '../platform/db/page.js';
import { askedPage } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { madeId } from '../platform/graphql/made-id.js';
import type { Result } from '../platform/kernel/result.js';
import type { TicketNode } from '../tickets/index.js';
import { ticketsById } from '../tickets/index.js';
import { addComment } from './commands/add-comment.js';
import { editComment, setCommentVisibility } from './commands/edit-comment.js';
import { authorOf, type CommentNode, toComment } from './data/node.js';
import { commentOrder, commentsById, commentsOn } from './data/reads.js';

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
}

@Resolver()
export class CommentMutations {
  @Mutation(() => AddCommentPayload)
  async addComment(
    @Arg('input', () => AddCommentInput) input: AddCommentInput,
    @Ctx() ctx: Context,
  ): Promise<AddCommentPayload> {
    const result = await ctx.run(addComment, input);
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

@Resolver(() => Ticket)
export class TicketCommentsResolver {
  @FieldResolver(() => CommentConnection)
  comments(
    @Root() { row }: TicketNode,
    @Args(() => TicketCommentsArgs) args: TicketCommentsArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    // An error in the arguments is reported for this field only, not for others that are read with it.
    windowOf(args, commentOrder);
    return ctx.reads.once(commentsOn, nestedKey(row.id, askedPage(args, info)));
  }
}
