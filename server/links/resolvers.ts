import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { actorOf } from '../identity/people/index.js';
import type { ActorReads } from '../platform/actor/actor-reads.js';
import {
  Actor,
  ChildCounts,
  KnownError,
  ResolveTicketPayload,
  Ticket,
  TicketChildrenArgs,
  TicketConnection,
  TicketEvent,
  TicketLink,
  TicketLinkConnection,
  TicketLinksArgs,
  VerifyTicketPayload,
} from '../platform/contract/generated/types.js';
import { nestedKey } from '../platform/db/nested-page.js';
import { toConnection, windowOf } from '../platform/db/page.js';
import type { Batch } from '../platform/db/read-session.js';
import { changedId, type EventRow } from '../platform/events/index.js';
import { askedPage } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { statusCategory, type TicketNode, ticketsById } from '../tickets/index.js';
import {
  childrenOn,
  childrenOrder,
  childStatuses,
  followedBy,
  followUpsOf,
  knownErrorsOf,
  linkCounts,
  linkKey,
  linkOrder,
  linkPages,
  linksByEnds,
  openChildrenOf,
  parentsOf,
  problemsOf,
  workaroundsOf,
} from './data/reads.js';
import { type KnownErrorNode, type LinkNode, recordedBy, retiredBy, toKnownError, toLink } from './node.js';
import { linkTypes } from './rules/link-types.js';

/** The links of a ticket, and what follows from them. */
@Resolver(() => Ticket)
export class LinkedTicketResolver {
  @FieldResolver(() => TicketLinkConnection)
  async links(
    @Root() { row }: TicketNode,
    @Args(() => TicketLinksArgs) args: TicketLinksArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const window = windowOf(args, linkOrder);
    const rows = await ctx.reads.load(linkPages, nestedKey(row.id, askedPage(args, info)));
    return toConnection(rows, linkOrder, window, toLink, () => ctx.reads.load(linkCounts, row.id));
  }

  @FieldResolver(() => Ticket, { nullable: true })
  async parent(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    return (await ticketsAt(ctx, parentsOf, row.id))[0] ?? null;
  }

  @FieldResolver(() => TicketConnection)
  children(
    @Root() { row }: TicketNode,
    @Args(() => TicketChildrenArgs) args: TicketChildrenArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    // An error in the arguments is reported for this field only, not for others that are read with it.
    windowOf(args, childrenOrder);
    return ctx.reads.load(childrenOn, nestedKey(row.id, askedPage(args, info)));
  }

  @FieldResolver(() => ChildCounts)
  async childCounts(@Root() { row }: TicketNode, @Ctx() ctx: Context): Promise<ChildCounts> {
    const found = await ctx.reads.load(childStatuses, row.id);
    const among = (category?: string) =>
      found
        .filter(({ status }) => category === undefined || statusCategory(status) === category)
        .reduce((sum, { count }) => sum + count, 0);
    return {
      total: among(),
      todo: among('TODO'),
      inProgress: among('IN_PROGRESS'),
      waiting: among('WAITING'),
      done: among('DONE'),
    };
  }

  @FieldResolver(() => [Ticket])
  openChildren(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    return ticketsAt(ctx, openChildrenOf, row.id);
  }

  @FieldResolver(() => Ticket, { nullable: true })
  async followUpOf(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    return (await ticketsAt(ctx, followedBy, row.id))[0] ?? null;
  }

  @FieldResolver(() => [Ticket])
  followUps(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    return ticketsAt(ctx, followUpsOf, row.id);
  }

  @FieldResolver(() => [Ticket])
  problems(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    return ticketsAt(ctx, problemsOf, row.id);
  }

  @FieldResolver(() => [KnownError])
  async knownErrors(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    return (await ctx.reads.load(knownErrorsOf, row.id)).map(toKnownError);
  }

  @FieldResolver(() => [String])
  workarounds(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    return ctx.reads.load(workaroundsOf, row.id);
  }
}

/** The tickets whose ids a batch returns for a ticket; all of them are visible. */
async function ticketsAt(ctx: Context, batch: Batch<ActorReads, string, string[]>, id: string) {
  const ids = await ctx.reads.load(batch, id);
  const found = await Promise.all(ids.map((other) => ctx.reads.load(ticketsById, other)));
  return found.filter((ticket) => ticket !== null);
}

@Resolver(() => TicketLink)
export class TicketLinkResolver {
  @FieldResolver(() => Ticket)
  ticket(@Root() { row }: LinkNode, @Ctx() ctx: Context) {
    return ctx.reads.load(ticketsById, row.otherId);
  }

  @FieldResolver(() => Actor)
  createdBy(@Root() { row }: LinkNode, @Ctx() ctx: Context) {
    return actorOf(ctx.reads, { userId: row.createdByUserId, keyId: row.createdByKeyId });
  }
}

@Resolver(() => KnownError)
export class KnownErrorResolver {
  @FieldResolver(() => Ticket)
  problem(@Root() { row }: KnownErrorNode, @Ctx() ctx: Context) {
    return ctx.reads.load(ticketsById, row.ticketId);
  }

  @FieldResolver(() => Actor)
  recordedBy(@Root() { row }: KnownErrorNode, @Ctx() ctx: Context) {
    return actorOf(ctx.reads, recordedBy(row));
  }

  @FieldResolver(() => Actor, { nullable: true })
  retiredBy(@Root() { row }: KnownErrorNode, @Ctx() ctx: Context) {
    return row.retiredAt ? actorOf(ctx.reads, retiredBy(row)) : null;
  }
}

@Resolver(() => ResolveTicketPayload)
export class ResolvedTicketResolver {
  @FieldResolver(() => [Ticket])
  openChildren(@Root() payload: Resolved, @Ctx() ctx: Context) {
    return offeredChildren(payload, ctx);
  }
}

@Resolver(() => VerifyTicketPayload)
export class VerifiedTicketResolver {
  @FieldResolver(() => [Ticket])
  openChildren(@Root() payload: Resolved, @Ctx() ctx: Context) {
    return offeredChildren(payload, ctx);
  }
}

interface Resolved {
  ticket: TicketNode | null;
}

/** The payload of a resolved parent shows its open children. */
function offeredChildren({ ticket }: Resolved, ctx: Context) {
  return ticket?.status === 'RESOLVED' ? ticketsAt(ctx, openChildrenOf, ticket.row.id) : [];
}

@Resolver(() => TicketEvent)
export class LinkOfEventResolver {
  @FieldResolver(() => TicketLink, { nullable: true })
  async link(@Root() { row }: { row: EventRow }, @Ctx() ctx: Context) {
    const otherId = changedId(row, 'TicketLink.ticket');
    if (!row.ticketId || !otherId) return null;
    const relation =
      linkTypes.find((type) => type === changedId(row, 'TicketLink.relation')) ?? 'MERGED_FROM';
    const link = await ctx.reads.load(linksByEnds, linkKey({ ticketId: row.ticketId, relation, otherId }));
    return link ? toLink(link) : null;
  }
}
