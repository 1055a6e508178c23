import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { categoriesById, type QueueNode, queuesOn, toCategory } from '../catalog/index.js';
import { actorOf, type By, organisationsById, userOn } from '../identity/people/index.js';
import {
  Actor,
  AvailableTransition,
  Category,
  PriorityMatrixEntry,
  Queue,
  Ticket,
  TicketAffectedUsersArgs,
  TicketCancellation,
  TicketClosure,
  TicketConnection,
  TicketHold,
  TicketResolution,
  TicketsArgs,
  TicketWatchersArgs,
  User,
  UserConnection,
} from '../platform/contract/generated/types.js';
import { nestedConnection } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { checkId } from '../platform/kernel/bad-input.js';
import { inactiveAssigneesOfQueues } from './data/inactive-assignees.js';
import type { TicketNode } from './data/node.js';
import {
  affectedOfTickets,
  factsOfTickets,
  ticketByNumber,
  ticketsById,
  watchedTickets,
  watchersOfTickets,
} from './data/reads.js';
import { matrixOf } from './data/references.js';
import { ticketPage } from './page.js';
import { rolesOn } from './rules/policy.js';
import { entriesOf } from './rules/priority.js';
import { ticketNumber } from './rules/ticket-number.js';
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

  @Query(() => [PriorityMatrixEntry])
  async priorityMatrix(@Ctx() { reader }: Context): Promise<PriorityMatrixEntry[]> {
    const organisation = await reader.load(organisationsById, reader.organisationId);
    if (!organisation) throw new Error('the actor has no organisation');
    return entriesOf(matrixOf(organisation));
  }

  @Query(() => TicketConnection)
  tickets(@Args(() => TicketsArgs) args: TicketsArgs, @Ctx() ctx: Context, @Info() info: GraphQLResolveInfo) {
    return ticketPage(ctx.reader, args, info);
  }
}

@Resolver(() => Ticket)
export class TicketResolver {
  @FieldResolver(() => String)
  url(@Root() { row }: TicketNode, @Ctx() { services }: Context) {
    return `${services.publicUrl()}/t/${ticketNumber(row.type, row.number)}`;
  }

  @FieldResolver(() => Category, { nullable: true })
  category(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    return categoryOf(ctx, row.categoryId);
  }

  @FieldResolver(() => Category, { nullable: true })
  subcategory(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    return categoryOf(ctx, row.subcategoryId);
  }

  @FieldResolver(() => UserConnection)
  affectedUsers(
    @Root() { row }: TicketNode,
    @Args(() => TicketAffectedUsersArgs) args: TicketAffectedUsersArgs,
    @Ctx() { reads }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedConnection(reads, affectedOfTickets, row.id, args, info, ({ userId }) =>
      userOn(reads, userId),
    );
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

  @FieldResolver(() => UserConnection)
  watchers(
    @Root() { row }: TicketNode,
    @Args(() => TicketWatchersArgs) args: TicketWatchersArgs,
    @Ctx() { reads }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedConnection(reads, watchersOfTickets, row.id, args, info, ({ userId }) =>
      userOn(reads, userId),
    );
  }

  @FieldResolver(() => Boolean)
  viewerIsWatching(@Root() { row }: TicketNode, @Ctx() { reads }: Context) {
    return reads.load(watchedTickets, row.id);
  }

  @FieldResolver(() => [AvailableTransition])
  async availableTransitions(
    @Root() { row }: TicketNode,
    @Ctx() ctx: Context,
  ): Promise<AvailableTransition[]> {
    const { actor, userId } = ctx.reads;
    const [facts, state] = await Promise.all([
      ctx.reads.load(factsOfTickets, row.id),
      stateOn(ctx.reads, row, userId),
    ]);
    const roles = actor && facts ? rolesOn(actor, facts, state) : new Set<never>();
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
  resolvedBy(@Root() { byWhom }: { byWhom: By }, @Ctx() ctx: Context) {
    return actorOf(ctx.reads, byWhom);
  }
}

@Resolver(() => TicketClosure)
export class TicketClosureResolver {
  @FieldResolver(() => Actor)
  closedBy(@Root() { byWhom }: { byWhom: By }, @Ctx() ctx: Context) {
    return actorOf(ctx.reads, byWhom);
  }
}

@Resolver(() => TicketCancellation)
export class TicketCancellationResolver {
  @FieldResolver(() => Actor)
  cancelledBy(@Root() { byWhom }: { byWhom: By }, @Ctx() ctx: Context) {
    return actorOf(ctx.reads, byWhom);
  }

  @FieldResolver(() => Ticket, { nullable: true })
  duplicateOf(@Root() cancellation: { duplicateOfId: string | null }, @Ctx() ctx: Context) {
    return linked(ctx, cancellation.duplicateOfId);
  }
}

@Resolver(() => Queue)
export class QueueTicketsResolver {
  @FieldResolver(() => Int)
  inactiveAssigneeTicketCount(@Root() { row }: QueueNode, @Ctx() ctx: Context): Promise<number> {
    return ctx.reads.load(inactiveAssigneesOfQueues, row.id);
  }
}
