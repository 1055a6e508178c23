import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { attachmentsById, toAttachment } from '../attachments/index.js';
import { commentsById, toComment } from '../comments/index.js';
import { actorOf } from '../identity/people/index.js';
import {
  Actor,
  Attachment,
  Comment,
  EventChange,
  Ticket,
  TicketEvent,
  TimelineConnection,
} from '../platform/contract/generated/types.js';
import type { Context } from '../platform/graphql/context.js';
import { ticketsById } from '../tickets/index.js';
import { byWhom, changesOf, type EventNode } from './node.js';
import { snapshotCursor } from './reads.js';

@Resolver(() => TicketEvent)
export class TicketEventResolver {
  @FieldResolver(() => Actor)
  actor(@Root() { row }: EventNode, @Ctx() ctx: Context) {
    return actorOf(ctx.reads, byWhom(row));
  }

  @FieldResolver(() => Ticket)
  ticket(@Root() { row }: EventNode, @Ctx() ctx: Context) {
    return ctx.reads.load(ticketsById, row.ticketId ?? '');
  }

  @FieldResolver(() => [EventChange])
  changes(@Root() { row }: EventNode, @Ctx() ctx: Context) {
    return changesOf(ctx.reads, row);
  }

  @FieldResolver(() => Comment, { nullable: true })
  async comment(@Root() { row }: EventNode, @Ctx() ctx: Context) {
    const comment = row.commentId ? await ctx.reads.load(commentsById, row.commentId) : null;
    return comment ? toComment(comment) : null;
  }

  @FieldResolver(() => Attachment, { nullable: true })
  async attachment(@Root() { row }: EventNode, @Ctx() ctx: Context) {
    const attachment = row.attachmentId ? await ctx.reads.load(attachmentsById, row.attachmentId) : null;
    return attachment ? toAttachment(attachment) : null;
  }
}

@Resolver(() => TimelineConnection)
export class TimelineConnectionResolver {
  @FieldResolver(() => String)
  eventCursor(@Ctx() ctx: Context): Promise<string> {
    return snapshotCursor(ctx.reads);
  }
}
