import { BREAK, type GraphQLResolveInfo, type GraphQLSchema, Kind, visit } from 'graphql';
import { Args, Ctx, FieldResolver, Resolver, Root, Subscription } from 'type-graphql';
import type { ActorReads } from '../platform/actor/actor-reads.js';
import {
  Ticket,
  TicketViewArgs,
  TicketViewItem,
  TicketViewSnapshot,
} from '../platform/contract/generated/types.js';
import { DEFAULT_PAGE, MAX_PAGE } from '../platform/db/page.js';
import type { Context } from '../platform/graphql/context.js';
import { beforehand, type Push, pushes } from '../platform/graphql/pushes.js';
import { BadInput, checkId, Denied } from '../platform/kernel/bad-input.js';
import { checkedOrder } from '../tickets/data/orders.js';
import { readFilter, ticketsById } from '../tickets/index.js';
import { queueTopic } from '../timeline/index.js';
import { namedIn, onlyQueuesOf } from './data/named.js';
import { savedViewsById } from './data/reads.js';
import { type Query, storedQuery } from './data/stored.js';
import { type SnapshotItem, ticketView } from './ticket-view.js';

interface SubscribeOptions {
  args: TicketViewArgs;
  context: Context;
  info: GraphQLResolveInfo;
}

@Resolver()
export class TicketViewSubscriptions {
  @Subscription(() => TicketViewItem, {
    subscribe: (options: SubscribeOptions) => followView(options),
  })
  ticketView(@Root() item: unknown, @Args(() => TicketViewArgs) _args: TicketViewArgs): unknown {
    return item;
  }
}

@Resolver(() => TicketViewSnapshot)
export class TicketViewSnapshotResolver {
  @FieldResolver(() => [Ticket])
  async nodes(@Root() { ids }: SnapshotItem, @Ctx() { reads }: Context) {
    const tickets = await Promise.all(ids.map((id) => reads.load(ticketsById, id)));
    return tickets.filter((ticket) => ticket !== null);
  }
}

async function* followView({ args, context, info }: SubscribeOptions): AsyncGenerator<Push, void, undefined> {
  const { view = null, filter = null, after = null } = args;
  const first = args.first ?? DEFAULT_PAGE;
  if (first < 0 || first > MAX_PAGE)
    throw new BadInput('first', 'OUT_OF_RANGE', `first must be between 0 and ${MAX_PAGE}; it is ${first}.`);
  if (view !== null && filter !== null)
    throw new BadInput('filter', 'ONE_OF', 'view and filter cannot be combined.');
  const savedViewId = view === null ? null : checkId('view', view, 'SavedView');
  checkedOrder(args.orderBy);
  const query = await beforehand(context, async (reads) => {
    const saved = savedViewId === null ? null : await savedQuery(reads, savedViewId, info.schema);
    const given: Query = { filter: saved?.filter ?? filter, orderBy: args.orderBy ?? saved?.orderBy ?? null };
    await readFilter(reads, given.filter);
    const named = namedIn(given.filter);
    // Which queues a team works can change, and a parent can be in any queue.
    const queueIds = named.teams || named.tickets.size > 0 ? null : onlyQueuesOf(given.filter);
    return { ...given, stored: saved?.stored, topics: queueIds?.map(queueTopic) ?? null };
  });
  const stream = ticketView({
    query,
    first,
    counts: selectsCount(info),
    savedViewId,
    topics: query.topics,
    isUnchanged: async (reads) => {
      if (savedViewId === null) return true;
      const row = await reads.load(savedViewsById, savedViewId);
      return row !== null && storedText(row) === query.stored;
    },
  });
  yield* pushes(context, after, stream);
}

/** The filter and the order of a saved view, and their stored text. Throws when it is not there or cannot be used. */
async function savedQuery(reads: ActorReads, id: string, schema: GraphQLSchema) {
  const row = await reads.load(savedViewsById, id);
  if (!row) throw new Denied('NOT_FOUND', 'There is no such saved view, or you cannot read it.');
  const { query, problem } = storedQuery(row, schema, reads);
  if (problem)
    throw new BadInput('view', 'STATE', `The saved view cannot be used as it is stored. ${problem.message}`);
  return { ...query, stored: storedText(row) };
}

function storedText({ filter, orderBy }: { filter?: string | null; orderBy?: string | null }): string {
  return JSON.stringify([filter ?? null, orderBy ?? null]);
}

/** Whether a document selects a count: without one, nothing is counted. */
function selectsCount({ operation, fragments }: GraphQLResolveInfo): boolean {
  let found = false;
  for (const part of [operation, ...Object.values(fragments)])
    visit(part, {
      [Kind.FIELD]({ name }) {
        if (name.value !== 'totalCount' && name.value !== 'totalCountIsCapped') return undefined;
        found = true;
        return BREAK;
      },
    });
  return found;
}
