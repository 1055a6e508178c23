import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { actorOf, teamsById, toTeam } from '../identity/people/index.js';
import {
  Actor,
  SavedView,
  SavedViewConnection,
  SavedViewOrder,
  SavedViewProblem,
  SavedViewsArgs,
  SavedViewTicketsArgs,
  Team,
  TicketConnection,
} from '../platform/contract/generated/types.js';
import { mapConnection } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { checkId } from '../platform/kernel/bad-input.js';
import { ticketPage } from '../tickets/index.js';
import { listSavedViews, savedViewsById } from './data/reads.js';
import { storedQuery } from './data/stored.js';
import { type SavedViewNode, toSavedView } from './node.js';
import { mayWrite } from './rules/sharing.js';

@Resolver()
export class SavedViewQueries {
  @Query(() => SavedView, { nullable: true })
  async savedView(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<SavedViewNode | null> {
    const row = await ctx.reader.load(savedViewsById, checkId('id', id, 'SavedView'));
    return row ? toSavedView(row) : null;
  }

  @Query(() => SavedViewConnection)
  async savedViews(@Args(() => SavedViewsArgs) args: SavedViewsArgs, @Ctx() ctx: Context) {
    return mapConnection(await listSavedViews(ctx.reader, args.sharing, args), toSavedView);
  }
}

@Resolver(() => SavedView)
export class SavedViewResolver {
  @FieldResolver(() => Team, { nullable: true })
  async team(@Root() { row }: SavedViewNode, @Ctx() { reads }: Context): Promise<Team | null> {
    const team = row.teamId ? await reads.load(teamsById, row.teamId) : null;
    return team ? toTeam(team) : null;
  }

  @FieldResolver(() => Actor)
  createdBy(@Root() { row }: SavedViewNode, @Ctx() { reads }: Context) {
    return actorOf(reads, { userId: row.createdByUserId ?? null, keyId: row.createdByKeyId ?? null });
  }

  @FieldResolver(() => [SavedViewOrder])
  orderBy(
    @Root() { row }: SavedViewNode,
    @Ctx() { reads }: Context,
    @Info() { schema }: GraphQLResolveInfo,
  ): readonly SavedViewOrder[] {
    const { query } = storedQuery(row, schema, reads);
    return (query.orderBy ?? []).map(({ field, direction }) => ({ field, direction }));
  }

  @FieldResolver(() => SavedViewProblem, { nullable: true })
  problem(
    @Root() { row }: SavedViewNode,
    @Ctx() { reads }: Context,
    @Info() { schema }: GraphQLResolveInfo,
  ): SavedViewProblem | null {
    const { problem } = storedQuery(row, schema, reads);
    return problem && { ...problem, path: [...problem.path] };
  }

  @FieldResolver(() => Boolean)
  viewerCanUpdate(@Root() { row }: SavedViewNode, @Ctx() { reads }: Context): boolean {
    return reads.actor !== null && mayWrite(reads.actor, row);
  }

  @FieldResolver(() => TicketConnection, { nullable: true })
  async tickets(
    @Root() { row }: SavedViewNode,
    @Args(() => SavedViewTicketsArgs) args: SavedViewTicketsArgs,
    @Ctx() { reads }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const { query, problem } = storedQuery(row, info.schema, reads);
    if (problem) return null;
    const orderBy = args.orderBy ?? (query.orderBy ? [...query.orderBy] : null);
    return ticketPage(reads, { ...args, filter: query.filter, orderBy }, info);
  }
}
