import { Arg, Args, Ctx, ID, Query, Resolver, Root, Subscription } from 'type-graphql';
import { QueueCounters, QueueCountersArgs, QueueCountersItem } from '../platform/contract/generated/types.js';
import type { Context } from '../platform/graphql/context.js';
import { beforehand, type Push, pushes } from '../platform/graphql/pushes.js';
import { checkIds } from '../platform/kernel/bad-input.js';
import { countersStream } from './counters-stream.js';
import { queueCounters } from './data/reads.js';
import { toCounters } from './node.js';

interface SubscribeOptions {
  args: QueueCountersArgs;
  context: Context;
}

@Resolver()
export class QueueCountersResolver {
  @Query(() => [QueueCounters])
  async queueCounters(
    @Arg('queueIds', () => [ID], { nullable: true }) queueIds: readonly string[] | null | undefined,
    @Ctx() { reader }: Context,
  ): Promise<QueueCounters[]> {
    return (await queueCounters(reader, checked(queueIds))).map(toCounters);
  }
}

@Resolver()
export class QueueCountersSubscription {
  @Subscription(() => QueueCountersItem, {
    subscribe: ({ args, context }: SubscribeOptions) => follow(args, context),
  })
  queueCounters(@Root() item: unknown, @Args(() => QueueCountersArgs) _args: QueueCountersArgs): unknown {
    return item;
  }
}

async function* follow(args: QueueCountersArgs, context: Context): AsyncGenerator<Push, void, undefined> {
  const queueIds = checked(args.queueIds);
  // Refuses before the stream begins.
  await beforehand(context, (reads) => queueCounters(reads, queueIds));
  yield* pushes(context, args.after ?? null, countersStream(queueIds));
}

function checked(queueIds: readonly string[] | null | undefined): readonly string[] | null {
  return queueIds ? checkIds('queueIds', queueIds, 'Queue') : null;
}
