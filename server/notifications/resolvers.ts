import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import {
  Notification,
  NotificationConnection,
  NotificationPreferences,
  NotificationsArgs,
  Ticket,
  TicketEvent,
} from '../platform/contract/generated/types.js';
import { eventCursor } from '../platform/events/index.js';
import { mapConnection } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { ticketsById } from '../tickets/index.js';
import { eventsByCursor, snapshotCursor, toEvent } from '../timeline/index.js';
import { listNotifications, viewerPreferences } from './data/reads.js';
import { type NotificationNode, toNotification } from './node.js';

@Resolver()
export class NotificationQueries {
  @Query(() => NotificationConnection)
  async notifications(@Args(() => NotificationsArgs) args: NotificationsArgs, @Ctx() ctx: Context) {
    return mapConnection(await listNotifications(ctx.reader, args, args), toNotification);
  }

  @Query(() => NotificationPreferences, { nullable: true })
  notificationPreferences(@Ctx() ctx: Context) {
    return viewerPreferences(ctx.reader);
  }
}

@Resolver(() => Notification)
export class NotificationResolver {
  @FieldResolver(() => Ticket)
  ticket(@Root() { row }: NotificationNode, @Ctx() { reads }: Context) {
    return reads.load(ticketsById, row.ticketId);
  }

  @FieldResolver(() => TicketEvent, { nullable: true })
  async event(@Root() { row }: NotificationNode, @Ctx() { reads }: Context) {
    if (!row.seesEvent) return null;
    const place = { number: row.eventNumber, recordedAt: row.eventRecordedAt };
    const event = await reads.load(eventsByCursor, eventCursor(reads.seals, reads.organisationId, place));
    return event ? toEvent(reads, event) : null;
  }
}

@Resolver(() => NotificationConnection)
export class NotificationConnectionResolver {
  @FieldResolver(() => String)
  eventCursor(@Ctx() { reads }: Context): Promise<string> {
    return snapshotCursor(reads);
  }
}
