import { Args, Resolver, Root, Subscription } from 'type-graphql';
import type { ActorReads } from '../platform/actor/actor-reads.js';
import {
  TicketEventsArgs,
  type TicketEventType,
  TicketStreamItem,
  TicketUpdatedArgs,
} from '../platform/contract/generated/types.js';
import { eventCursor } from '../platform/events/index.js';
import type { Context } from '../platform/graphql/context.js';
import { BadInput, checkId, Denied } from '../platform/kernel/bad-input.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import { pace } from '../platform/kernel/pace.js';
import type { Pushed } from '../platform/live/subscribe.js';
import { canMatchIn, matchesFilter, readFilter, ticketsById } from '../tickets/index.js';
import { type Delivery, follow, type StreamItem } from './follow.js';
import { type Followed, matchesAfter } from './followed.js';
import { toEvent } from './index.js';
import { lostSince } from './reads.js';

/** A pushed item, with the context in which it is resolved. */
export interface Push extends Pushed {
  item: TicketStreamItem;
  context: Context;
}

interface SubscribeOptions<A> {
  args: A;
  context: Context;
}

@Resolver()
export class TicketSubscriptions {
  @Subscription(() => TicketStreamItem, {
    subscribe: ({ args, context }: SubscribeOptions<TicketEventsArgs>) => ticketEvents(args, context),
  })
  ticketEvents(@Root() push: unknown, @Args(() => TicketEventsArgs) _args: TicketEventsArgs): unknown {
    return (push as Push).item;
  }

  @Subscription(() => TicketStreamItem, {
    subscribe: ({ args, context }: SubscribeOptions<TicketUpdatedArgs>) => ticketUpdated(args, context),
  })
  ticketUpdated(@Root() push: unknown, @Args(() => TicketUpdatedArgs) _args: TicketUpdatedArgs): unknown {
    return (push as Push).item;
  }
}

async function* ticketEvents(
  args: TicketEventsArgs,
  context: Context,
): AsyncGenerator<Push, void, undefined> {
  const filter = await beforehand(context, (reads) => readFilter(reads, args.filter));
  yield* pushes(context, args.after ?? null, {
    onlyTicket: null,
    types: checkedTypes(args.types),
    matches: (facts) => matchesFilter(filter, facts),
    canMatchIn: (queueIds) => canMatchIn(filter, queueIds),
  });
}

/** Reads what a subscription needs before it begins. A subscription must not keep a database connection, also when it is refused. */
async function beforehand<T>(context: Context, read: (reads: ActorReads) => Promise<T>): Promise<T> {
  try {
    return await read(context.reader);
  } finally {
    await context.forgetReads();
  }
}

const MOST_TYPES = 100;

/** The types of events to send; null: all. */
function checkedTypes(types: readonly TicketEventType[] | null | undefined): ReadonlySet<string> | null {
  if (!types) return null;
  if (types.length > MOST_TYPES)
    throw new BadInput('types', 'TOO_MANY', `types must have at most ${MOST_TYPES} values.`);
  return new Set(types);
}

async function* ticketUpdated(
  args: TicketUpdatedArgs,
  context: Context,
): AsyncGenerator<Push, void, undefined> {
  const ticketId = checkId('id', args.id, 'Ticket');
  const { after = null } = args;
  const isFound = await beforehand(
    context,
    async (reads) =>
      (await reads.load(ticketsById, ticketId)) !== null ||
      (after !== null && (await lostSince(reads, ticketId, after))),
  );
  if (!isFound) throw new Denied('NOT_FOUND', 'There is no such ticket, or you cannot see it.');
  yield* pushes(context, after, {
    onlyTicket: ticketId,
    types: null,
    matches: () => true,
    canMatchIn: (queueIds) => queueIds?.length !== 0,
  });
}

async function* pushes(
  context: Context,
  after: string | null,
  followed: Followed,
): AsyncGenerator<Push, void, undefined> {
  const { services } = context;
  const { organisationId } = context.reader;
  await context.forgetReads();
  const { live } = services.config;
  const deliveries = follow({
    followed,
    actor: context.reader.actor,
    services,
    organisationId,
    after,
    positionMs: live.positionMs,
    maxBehind: live.maxBehindEvents,
    signal: context.signal,
    turn: () => context.turnOfPush(),
    actorNow: () => context.actorNow(),
  });
  for await (const delivery of deliveries) yield toPush(context, delivery, followed);
}

function toPush(subscription: Context, { item, reads, turn }: Delivery, followed: Followed): Push {
  const { metrics } = subscription.services;
  const context = subscription.forPush(reads, turn);
  return {
    item: toItem(reads, item, followed),
    context,
    end: async () => {
      await context.end();
      pace.end(turn);
    },
    sent: () =>
      metrics.pushed(item.kind, item.kind === 'event' && item.live ? item.event.recordedAt : undefined),
  };
}

function toItem(reads: ActorReads, item: StreamItem, followed: Followed): TicketStreamItem {
  switch (item.kind) {
    case 'position':
      return { __typename: 'StreamPosition', cursor: item.cursor };
    case 'resync':
      return { __typename: 'ResyncRequired', cursor: item.cursor, reason: item.reason };
    case 'gone': {
      const { ticketId, organisationId } = item.event;
      const cursor = eventCursor(reads.seals, organisationId, item.event);
      return { __typename: 'TicketGone', cursor, ticketId: toGlobalId('Ticket', ticketId ?? '') };
    }
    case 'event':
      return toEvent(reads, item.event, matchesAfter(followed, item.event));
  }
}
