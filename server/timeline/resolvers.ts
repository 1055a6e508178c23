import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { attachmentsById, toAttachment } from '../attachments/index.js';
import { commentsById, toComment } from '../comments/index.js';
import { actorOf } from '../identity/people/index.js';
import {
  Actor,
  Attachment,
  Comment,
  EventCause,
  EventChange,
  Ticket,
  TicketConnection,
  TicketEvent,
  TicketTimelineArgs,
  TimelineConnection,
} from '../platform/contract/generated/types.js';
import { nestedKey } from '../platform/db/nested-page.js';
import { askedPage } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import type { TicketNode } from '../tickets/index.js';
import { ticketsById } from '../tickets/index.js';
import { byWhom, changesOf, type EventNode, toEvent } from './node.js';
import { checkTimeline, eventsByCursor, snapshotCursor, timelinesOn } from './reads.js';

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

@Resolver(() => EventCause)
export class EventCauseResolver {
  @FieldResolver(() => TicketEvent, { nullable: true })
  async event(@Root() { eventCursor }: EventCause, @Ctx() ctx: Context) {
    const row = eventCursor ? await ctx.reads.load(eventsByCursor, eventCursor) : null;
    return row ? toEvent(ctx.reads, row) : null;
  }
}

@Resolver(() => TimelineConnection)
export class TimelineConnectionResolver {
  @FieldResolver(() => String)
  eventCursor(@Ctx() ctx: Context): Promise<string> {
    return snapshotCursor(ctx.reads);
  }
}

@Resolver(() => TicketConnection)
export class TicketConnectionResolver {
  @FieldResolver(() => String)
  eventCursor(@Ctx() ctx: Context): Promise<string> {
    return snapshotCursor(ctx.reads);
  }
}

@Resolver(() => Ticket)
export class TicketTimelineResolver {
  @FieldResolver(() => TimelineConnection)
  async timeline(
    @Root() { row }: TicketNode,
    @Args(() => TicketTimelineArgs) args: TicketTimelineArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    await checkTimeline(ctx.reads, args);
    return ctx.reads.once(timelinesOn, nestedKey(row.id, askedPage(args, info)));
  }
}
