import { Args, Resolver, Root, Subscription } from 'type-graphql';
import { TicketPresenceArgs, TicketPresenceItem } from '../platform/contract/generated/types.js';
import type { Context } from '../platform/graphql/context.js';
import { type Push, pushes } from '../platform/graphql/pushes.js';
import { followedTicket } from '../timeline/index.js';
import { presenceStream } from './presence-stream.js';
import { watchersOf } from './watchers.js';

@Resolver()
export class PresenceSubscriptions {
  @Subscription(() => TicketPresenceItem, {
    subscribe: ({ args, context }: { args: TicketPresenceArgs; context: Context }) =>
      ticketPresence(args, context),
  })
  ticketPresence(@Root() item: unknown, @Args(() => TicketPresenceArgs) _args: TicketPresenceArgs): unknown {
    return item;
  }
}

async function* ticketPresence(
  args: TicketPresenceArgs,
  context: Context,
): AsyncGenerator<Push, void, undefined> {
  const { after = null } = args;
  const ticketId = await followedTicket(context, 'ticketId', args.ticketId, after);
  const watchers = watchersOf(context.services.hints);
  yield* pushes(
    context,
    after,
    presenceStream(ticketId, (wake) => watchers.watch(ticketId, wake)),
  );
}
