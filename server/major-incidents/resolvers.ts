import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { commentsById, toComment } from '../comments/index.js';
import { actorOf, userOn } from '../identity/people/index.js';
import {
  Actor,
  ChangeMajorIncidentInput,
  ChangeMajorIncidentPayload,
  CommentConnection,
  DeclareMajorIncidentInput,
  DeclareMajorIncidentPayload,
  EndMajorIncidentInput,
  EndMajorIncidentPayload,
  MajorIncident,
  MajorIncidentsArgs,
  MajorIncidentUpdatesArgs,
  PostMajorIncidentUpdateInput,
  PostMajorIncidentUpdatePayload,
  Ticket,
  TicketConnection,
  User,
} from '../platform/contract/generated/types.js';
import { nestedKey } from '../platform/db/nested-page.js';
import { windowOf } from '../platform/db/page.js';
import { askedPage } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { madeId } from '../platform/graphql/made-id.js';
import type { TicketNode } from '../tickets/index.js';
import { ticketPayload } from '../tickets/payloads.js';
import { changeMajorIncident } from './commands/change-major-incident.js';
import { declareMajorIncident } from './commands/declare-major-incident.js';
import { endMajorIncident } from './commands/end-major-incident.js';
import { postMajorIncidentUpdate } from './commands/post-update.js';
import { listMajorIncidents, majorIncidentsOf, statusUpdates } from './data/reads.js';
import { type MajorIncidentNode, toMajorIncident } from './node.js';

@Resolver()
export class MajorIncidentQueries {
  @Query(() => TicketConnection)
  majorIncidents(
    @Args(() => MajorIncidentsArgs) args: MajorIncidentsArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return listMajorIncidents(ctx.reader, args, askedPage(args, info).asked);
  }
}

@Resolver(() => Ticket)
export class MajorTicketResolver {
  @FieldResolver(() => MajorIncident, { nullable: true })
  async majorIncident(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    const major = await ctx.reads.load(majorIncidentsOf, row.id);
    return major ? toMajorIncident(major) : null;
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

@Resolver()
export class MajorIncidentMutations {
  @Mutation(() => DeclareMajorIncidentPayload)
  async declareMajorIncident(
    @Arg('input', () => DeclareMajorIncidentInput) input: DeclareMajorIncidentInput,
    @Ctx() ctx: Context,
  ): Promise<DeclareMajorIncidentPayload> {
    const run = declareMajorIncident;
    return ticketPayload(ctx, await ctx.change({ operation: 'declareMajorIncident', input, run }));
  }

  @Mutation(() => ChangeMajorIncidentPayload)
  async changeMajorIncident(
    @Arg('input', () => ChangeMajorIncidentInput) input: ChangeMajorIncidentInput,
    @Ctx() ctx: Context,
  ): Promise<ChangeMajorIncidentPayload> {
    const run = changeMajorIncident;
    return ticketPayload(ctx, await ctx.change({ operation: 'changeMajorIncident', input, run }));
  }

  @Mutation(() => PostMajorIncidentUpdatePayload)
  async postMajorIncidentUpdate(
    @Arg('input', () => PostMajorIncidentUpdateInput) input: PostMajorIncidentUpdateInput,
    @Ctx() ctx: Context,
  ): Promise<PostMajorIncidentUpdatePayload> {
    const result = await ctx.run(postMajorIncidentUpdate, input);
    const comment = result.ok ? await ctx.reads.load(commentsById, result.value.commentId) : null;
    const commentId = madeId('Comment', result, (made) => made.commentId);
    const shown = await ticketPayload(ctx, result);
    return { ...shown, comment: comment ? toComment(comment) : null, commentId };
  }

  @Mutation(() => EndMajorIncidentPayload)
  async endMajorIncident(
    @Arg('input', () => EndMajorIncidentInput) input: EndMajorIncidentInput,
    @Ctx() ctx: Context,
  ): Promise<EndMajorIncidentPayload> {
    const run = endMajorIncident;
    return ticketPayload(ctx, await ctx.change({ operation: 'endMajorIncident', input, run }));
  }
}
