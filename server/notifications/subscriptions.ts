import { Arg, Resolver, Root, Subscription } from 'type-graphql';
import { NotificationItem } from '../platform/contract/generated/types.js';
import type { Context } from '../platform/graphql/context.js';
import { pushes } from '../platform/graphql/pushes.js';
import { notificationStream } from './notification-stream.js';

@Resolver()
export class NotificationSubscriptions {
  @Subscription(() => NotificationItem, {
    subscribe: ({ args, context }: { args: { after?: string | null }; context: Context }) =>
      pushes(context, args.after ?? null, notificationStream),
  })
  notifications(
    @Root() item: unknown,
    @Arg('after', () => String, { nullable: true }) _after: string | null | undefined,
  ): unknown {
    return item;
  }
}
