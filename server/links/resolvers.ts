import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { actorOf } from '../identity/people/index.js';
import type { ActorReads } from '../platform/actor/actor-reads.js';
import {
  Actor,
  ChildCounts,
  KnownError,
  KnownErrorConnection,
  KnownErrorsArgs,
  ResolveTicketPayload,
  Ticket,
  TicketChildrenArgs,
  TicketConnection,
  TicketEvent,
  TicketFollowUpsArgs,
  TicketKnownErrorsArgs,
  TicketLink,
  TicketLinkConnection,
  TicketLinksArgs,
  TicketProblemsArgs,
  VerifyTicketPayload,
} from '../platform/contract/generated/types.js';
import type { Batch } from '../platform/db/read-session.js';
import { changedId, type EventRow } from '../platform/events/index.js';
import { mapConnection, nestedConnection } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { statusCategory, type TicketNode, ticketsById, toTicket } from '../tickets/index.js';
import {
  childrenOf,
  childStatuses,
  followedBy,
  followUpsOf,
  knownErrorsOf,
  linkKey,
  linksByEnds,
  linksOfTickets,
  listKnownErrors,
  openChildrenOf,
  parentsOf,
  problemsOf,
  workaroundsOf,
} from './data/reads.js';
import { type KnownErrorNode, type LinkNode, recordedBy, retiredBy, toKnownError, toLink } from './node.js';
import { linkTypes } from './rules/link-types.js';

@Resolver()
export class KnownErrorQueries {
  @Query(() => KnownErrorConnection)
  async knownErrors(@Args(() => KnownErrorsArgs) args: KnownErrorsArgs, @Ctx() ctx: Context) {
    return mapConnection(await listKnownErrors(ctx.reader, args.filter ?? {}, args), toKnownError);
  }
}

/** The links of a ticket, and what follows from them. */
@Resolver(() => Ticket)
export class LinkedTicketResolver {
  @FieldResolver(() => TicketLinkConnection)
  links(
    @Root() { row }: TicketNode,
    @Args(() => TicketLinksArgs) args: TicketLinksArgs,
    @Ctx() { reads }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedConnection(reads, linksOfTickets, row.id, args, info, toLink);
  }

  @FieldResolver(() => Ticket, { nullable: true })
  async parent(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    return (await ticketsAt(ctx, parentsOf, row.id))[0] ?? null;
  }

  @FieldResolver(() => TicketConnection)
  children(
    @Root() { row }: TicketNode,
    @Args(() => TicketChildrenArgs) args: TicketChildrenArgs,
    @Ctx() { reads }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedConnection(reads, childrenOf, row.id, args, info, toTicket);
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

  @FieldResolver(() => TicketConnection)
  followUps(
    @Root() { row }: TicketNode,
    @Args(() => TicketFollowUpsArgs) args: TicketFollowUpsArgs,
    @Ctx() { reads }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedConnection(reads, followUpsOf, row.id, args, info, toTicket);
  }

  @FieldResolver(() => TicketConnection)
  problems(
    @Root() { row }: TicketNode,
    @Args(() => TicketProblemsArgs) args: TicketProblemsArgs,
    @Ctx() { reads }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedConnection(reads, problemsOf, row.id, args, info, toTicket);
  }

  @FieldResolver(() => KnownErrorConnection)
  knownErrors(
    @Root() { row }: TicketNode,
    @Args(() => TicketKnownErrorsArgs) args: TicketKnownErrorsArgs,
    @Ctx() { reads }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedConnection(reads, knownErrorsOf, row.id, args, info, toKnownError);
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
