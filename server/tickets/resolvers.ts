import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { categoriesById, queuesOn, toCategory } from '../catalog/index.js';
import { actorOf, type By, userOn, usersOn } from '../identity/people/index.js';
import {
  Actor,
  AvailableTransition,
  Category,
  Queue,
  Ticket,
  TicketCancellation,
  TicketClosure,
  TicketConnection,
  TicketHold,
  TicketResolution,
  TicketsArgs,
  User,
} from '../platform/contract/generated/types.js';
import { askedPage } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { checkId } from '../platform/kernel/bad-input.js';
import type { TicketNode } from './data/node.js';
import {
  affectedOfTickets,
  factsOfTickets,
  listTickets,
  ticketByNumber,
  ticketsById,
  watchersOfTickets,
} from './data/reads.js';
import { ticketReadAhead } from './read-ahead.js';
import { rolesOn } from './rules/policy.js';
import { availableTransitions } from './workflow/available-transitions.js';
import { stateOn, workflowPoint } from './workflow/workflow.js';

@Resolver()
export class TicketQueries {
  @Query(() => Ticket, { nullable: true })
  async ticket(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return ctx.reader.load(ticketsById, checkId('id', id, 'Ticket'));
  }

  @Query(() => Ticket, { nullable: true })
  ticketByNumber(@Arg('number', () => String) number: string, @Ctx() ctx: Context) {
    return ticketByNumber(ctx.reader, number);
  }

  @Query(() => TicketConnection)
  async tickets(
    @Args(() => TicketsArgs) args: TicketsArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const { asked } = askedPage(args, info);
    const page = await listTickets(ctx.reader, args.filter, args.orderBy, args, asked);
    await readAhead(ctx, page.nodes, asked, info);
    return page;
  }
}

/** Reads the objects that the tickets of a page refer to in batches, so that fields do not wait one by one. */
async function readAhead(
  { reads }: Context,
  tickets: readonly TicketNode[],
  asked: ReadonlySet<string>,
  info: GraphQLResolveInfo,
) {
  const rows = tickets.map(({ row }) => row);
  const people = [
    ...(asked.has('requester') ? rows.map((row) => row.requesterId) : []),
    ...(asked.has('assignee') ? rows.map((row) => row.assigneeId ?? null).filter((id) => id !== null) : []),
  ];
  await Promise.allSettled([
    reads.ahead(usersOn, people),
    reads.ahead(queuesOn, asked.has('queue') ? rows.map((row) => row.queueId) : []),
    ...reads.extensions.at(ticketReadAhead).flatMap((ahead) => ahead(reads, rows, info)),
  ]);
}

@Resolver(() => Ticket)
export class TicketResolver {
  @FieldResolver(() => Category, { nullable: true })
  category(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    return categoryOf(ctx, row.categoryId);
  }

  @FieldResolver(() => Category, { nullable: true })
  subcategory(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    return categoryOf(ctx, row.subcategoryId);
  }

  @FieldResolver(() => [User])
  async affectedUsers(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    const ids = await ctx.reads.load(affectedOfTickets, row.id);
    return Promise.all(ids.map((id) => userOn(ctx.reads, id)));
  }

  @FieldResolver(() => User)
  requester(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    return userOn(ctx.reads, row.requesterId);
  }

  @FieldResolver(() => Actor)
  createdBy(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    return actorOf(ctx.reads, { userId: row.createdByUserId ?? null, keyId: row.createdByKeyId ?? null });
  }

  @FieldResolver(() => Queue, { nullable: true })
  queue(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    return ctx.reads.once(queuesOn, row.queueId);
  }

  @FieldResolver(() => User, { nullable: true })
  assignee(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    return row.assigneeId ? userOn(ctx.reads, row.assigneeId) : null;
  }

  @FieldResolver(() => [User])
  async watchers(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    const ids = await ctx.reads.load(watchersOfTickets, row.id);
    return Promise.all(ids.map((id) => userOn(ctx.reads, id)));
  }

  @FieldResolver(() => Boolean)
  async viewerIsWatching(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    const { actor } = ctx;
    return actor.kind === 'user' && (await ctx.reads.load(watchersOfTickets, row.id)).includes(actor.userId);
  }

  @FieldResolver(() => [AvailableTransition])
  async availableTransitions(
    @Root() { row }: TicketNode,
    @Ctx() ctx: Context,
  ): Promise<AvailableTransition[]> {
    const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
    const [facts, state] = await Promise.all([
      ctx.reads.load(factsOfTickets, row.id),
      stateOn(ctx.reads, row, userId),
    ]);
    const roles = facts ? rolesOn(ctx.actor, facts, state.approvers) : new Set<never>();
    const rules = ctx.services.extensions.at(workflowPoint);
    return availableTransitions(rules, row, state, { roles, userId, now: ctx.services.now() });
  }
}

async function categoryOf(ctx: Context, id: string | null | undefined) {
  const row = id ? await ctx.reads.load(categoriesById, id) : null;
  return row ? toCategory(row) : null;
}

/** A ticket that another object refers to; null when the actor cannot see it. */
async function linked(ctx: Context, id: string | null | undefined) {
  return id ? ctx.reads.load(ticketsById, id) : null;
}

@Resolver(() => TicketHold)
export class TicketHoldResolver {
  @FieldResolver(() => Ticket, { nullable: true })
  linkedTicket(@Root() hold: { linkedTicketId: string | null }, @Ctx() ctx: Context) {
    return linked(ctx, hold.linkedTicketId);
  }
}

@Resolver(() => TicketResolution)
export class TicketResolutionResolver {
  @FieldResolver(() => Actor)
  by(@Root() { byWhom }: { byWhom: By }, @Ctx() ctx: Context) {
    return actorOf(ctx.reads, byWhom);
  }
}

@Resolver(() => TicketClosure)
export class TicketClosureResolver {
  @FieldResolver(() => Actor)
  by(@Root() { byWhom }: { byWhom: By }, @Ctx() ctx: Context) {
    return actorOf(ctx.reads, byWhom);
  }
}

@Resolver(() => TicketCancellation)
export class TicketCancellationResolver {
  @FieldResolver(() => Actor)
  by(@Root() { byWhom }: { byWhom: By }, @Ctx() ctx: Context) {
    return actorOf(ctx.reads, byWhom);
  }

  @FieldResolver(() => Ticket, { nullable: true })
  duplicateOf(@Root() cancellation: { duplicateOfId: string | null }, @Ctx() ctx: Context) {
    return linked(ctx, cancellation.duplicateOfId);
  }
}
