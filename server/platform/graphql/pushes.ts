import type { ActorReads } from '../actor/actor-reads.js';
import type { StreamItem } from '../contract/generated/types.js';
import { pace } from '../kernel/pace.js';
import { type Delivery, follow } from '../live/follow.js';
import type { Stream } from '../live/stream.js';
import type { Pushed } from '../live/subscribe.js';
import { kindOfItem } from '../observability/labels.js';
import type { Context } from './context.js';

/** Items that are pushed to a subscriber, with the context in which they are resolved. */
export type Push = Pushed<StreamItem> & { readonly context: Context };

/** Reads what a subscription needs before it begins. A subscription must not keep a database connection, also when it is refused. */
export async function beforehand<T>(context: Context, read: (reads: ActorReads) => Promise<T>): Promise<T> {
  try {
    return await read(context.reader);
  } finally {
    await context.forgetReads();
  }
}

/** What a subscription of the context's reader sends. `after`: the cursor to continue after; null: live from now. */
export async function* pushes(
  context: Context,
  after: string | null,
  stream: Stream,
): AsyncGenerator<Push, void, undefined> {
  const { services } = context;
  const { organisationId } = context.reader;
  await context.forgetReads();
  const { sharing } = context;
  const { weight } = context.turn;
  const { live } = services.config;
  const deliveries = follow({
    stream,
    services,
    ...(sharing && stream.shared
      ? {
          join: (tail, actor) =>
            services.groups.seat(
              tail,
              sharing.name,
              { execute: sharing.execute, weight, positionMs: live.positionMs },
              { stream, actor, client: sharing.client },
            ),
        }
      : {}),
    organisationId,
    after,
    positionMs: live.positionMs,
    maxBehind: live.maxBehindEvents,
    waits: () => sharing?.client.waits ?? 0,
    weight,
    account: context.turn.actor,
    signal: context.signal,
    turn: () => context.turnOfPush(),
    actorNow: () => context.actorNow(),
  });
  for await (const delivery of deliveries) yield toPush(context, delivery);
}

function toPush(subscription: Context, { items, reads, turn, recordedAt }: Delivery): Push {
  const { metrics } = subscription.services;
  const context = subscription.forPush(reads, turn);
  return {
    items,
    context,
    end: async () => {
      await context.end();
      pace.end(turn);
    },
    sent: ({ __typename = '' }) => {
      metrics.pushed('alone', [[kindOfItem(__typename), 1]]);
      if (recordedAt && __typename !== 'StreamPosition') metrics.pushDelayed(recordedAt);
    },
  };
}
