import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { actorOf, userOn } from '../identity/people/index.js';
import {
  Actor,
  CommentConnection,
  MajorIncident,
  MajorIncidentsArgs,
  MajorIncidentUpdatesArgs,
  StatusUpdate,
  Ticket,
  TicketConnection,
  User,
} from '../platform/contract/generated/types.js';
import { nestedKey } from '../platform/db/nested-page.js';
import { windowOf } from '../platform/db/page.js';
import { askedPage, mapConnection } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { type TicketNode, toTicket } from '../tickets/index.js';
import { listMajorIncidents, majorIncidentsOf, statusUpdates, updatesOfParents } from './data/reads.js';
import { type MajorIncidentNode, toMajorIncident } from './node.js';

@Resolver()
export class MajorIncidentQueries {
  @Query(() => TicketConnection)
  async majorIncidents(
    @Args(() => MajorIncidentsArgs) args: MajorIncidentsArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return mapConnection(await listMajorIncidents(ctx.reader, args, askedPage(args, info).asked), toTicket);
  }
}

@Resolver(() => Ticket)
export class MajorTicketResolver {
  @FieldResolver(() => MajorIncident, { nullable: true })
  async majorIncident(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    const major = await ctx.reads.load(majorIncidentsOf, row.id);
    return major ? toMajorIncident(major) : null;
  }

  @FieldResolver(() => [StatusUpdate])
  parentUpdates(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    return ctx.reads.load(updatesOfParents, row.id);
  }
}

@Resolver(() => MajorIncident)
export class MajorIncidentResolver {
  @FieldResolver(() => User)
  lead(@Root() { row }: MajorIncidentNode, @Ctx() ctx: Context) {
    return userOn(ctx.reads, row.leadId);
  }

  @FieldResolver(() => Actor)
  declaredBy(@Root() { row }: MajorIncidentNode, @Ctx() ctx: Context) {
    return actorOf(ctx.reads, { userId: row.declaredByUserId ?? null, keyId: row.declaredByKeyId ?? null });
  }

  @FieldResolver(() => Actor, { nullable: true })
  endedBy(@Root() { row }: MajorIncidentNode, @Ctx() ctx: Context) {
    if (!row.endedAt) return null;
    return actorOf(ctx.reads, { userId: row.endedByUserId ?? null, keyId: row.endedByKeyId ?? null });
  }

  @FieldResolver(() => CommentConnection)
  updates(
    @Root() { row }: MajorIncidentNode,
    @Args(() => MajorIncidentUpdatesArgs) args: MajorIncidentUpdatesArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    windowOf(args, statusUpdates.order);
    return ctx.reads.load(statusUpdates.on, nestedKey(row.ticketId, askedPage(args, info)));
  }
}
