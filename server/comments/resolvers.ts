import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { actorOf } from '../identity/people/index.js';
import {
  Actor,
  Comment,
  CommentConnection,
  CommentEdit,
  Ticket,
  TicketCommentsArgs,
} from '../platform/contract/generated/types.js';
import { nestedKey } from '../platform/db/nested-page.js';
import { windowOf } from '../platform/db/page.js';
import { askedPage } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import type { TicketNode } from '../tickets/index.js';
import { ticketsById } from '../tickets/index.js';
import { authorOf, type CommentEditNode, type CommentNode, toCommentEdit } from './data/node.js';
import { commentOrder, commentsOn, editsOfComments } from './data/reads.js';

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

  @FieldResolver(() => Actor, { nullable: true })
  redactedBy(@Root() { row }: CommentNode, @Ctx() ctx: Context) {
    if (!row.redactedAt) return null;
    return actorOf(ctx.reads, { userId: row.redactedByUserId ?? null, keyId: row.redactedByKeyId ?? null });
  }

  @FieldResolver(() => [CommentEdit])
  async edits(@Root() { row }: CommentNode, @Ctx() ctx: Context) {
    return (await ctx.reads.load(editsOfComments, row.id)).map(toCommentEdit);
  }
}

@Resolver(() => CommentEdit)
export class CommentEditResolver {
  @FieldResolver(() => Actor)
  editedBy(@Root() { row }: CommentEditNode, @Ctx() ctx: Context) {
    return actorOf(ctx.reads, { userId: row.editedByUserId ?? null, keyId: row.editedByKeyId ?? null });
  }
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
