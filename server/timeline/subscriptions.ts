import { Args, Resolver, Root, Subscription } from 'type-graphql';
import {
  TicketEventsArgs,
  type TicketEventType,
  TicketStreamItem,
  TicketUpdatedArgs,
} from '../platform/contract/generated/types.js';
import type { Context } from '../platform/graphql/context.js';
import { beforehand, type Push, pushes } from '../platform/graphql/pushes.js';
import { BadInput } from '../platform/kernel/bad-input.js';
import {
  canMatchIn,
  dependsOnMyTeams,
  filterKey,
  matchesFilter,
  parentsNamedIn,
  queuesNamedIn,
  queuesOfFilter,
  readFilter,
} from '../tickets/index.js';
import { followedTicket } from './followed-ticket.js';
import { ticketStream } from './ticket-stream.js';

interface SubscribeOptions<A> {
  args: A;
  context: Context;
}

@Resolver()
export class TicketSubscriptions {
  @Subscription(() => TicketStreamItem, {
    subscribe: ({ args, context }: SubscribeOptions<TicketEventsArgs>) => ticketEvents(args, context),
  })
  ticketEvents(@Root() item: unknown, @Args(() => TicketEventsArgs) _args: TicketEventsArgs): unknown {
    return item;
  }

  @Subscription(() => TicketStreamItem, {
    subscribe: ({ args, context }: SubscribeOptions<TicketUpdatedArgs>) => ticketUpdated(args, context),
  })
  ticketUpdated(@Root() item: unknown, @Args(() => TicketUpdatedArgs) _args: TicketUpdatedArgs): unknown {
    return item;
  }
}

async function* ticketEvents(
  args: TicketEventsArgs,
  context: Context,
): AsyncGenerator<Push, void, undefined> {
  const filter = await beforehand(context, (reads) => readFilter(reads, args.filter));
  const stream = ticketStream({
    key: filterKey(context.reader.organisationId, filter),
    queueIds: queuesOfFilter(filter),
    onlyTicket: null,
    types: checkedTypes(args.types),
    matches: (facts) => matchesFilter(filter, facts),
    canMatchIn: (queueIds) => canMatchIn(filter, queueIds),
    dependsOnMyTeams: dependsOnMyTeams(filter),
    parents: parentsNamedIn(args.filter),
    queues: queuesNamedIn(args.filter),
  });
  yield* pushes(context, args.after ?? null, stream);
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
  const { after = null } = args;
  const ticketId = await followedTicket(context, 'id', args.id, after);
  const stream = ticketStream({
    key: ticketId,
    queueIds: null,
    onlyTicket: ticketId,
    types: null,
    matches: () => true,
    canMatchIn: (queueIds) => queueIds?.length !== 0,
    dependsOnMyTeams: false,
    parents: [],
    queues: [],
  });
  yield* pushes(context, after, stream);
}
