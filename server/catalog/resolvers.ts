import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { ApiKeyNode, OrganisationNode, TeamNode } from '../identity/people/index.js';
import { teamsById, toTeam } from '../identity/people/index.js';
import { seesColleagues } from '../platform/actor/scope.js';
import {
  ApiKey,
  CategoriesArgs,
  Category,
  CategoryConnection,
  Organisation,
  Queue,
  QueueConnection,
  QueuesArgs,
  Team,
} from '../platform/contract/generated/types.js';
import { mapConnection } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { checkId } from '../platform/kernel/bad-input.js';
import { categoriesById, listCategories, listQueues, queuesById, queuesOfTeams } from './data/reads.js';
import { type CategoryNode, type QueueNode, toCategory, toQueue } from './node.js';

@Resolver()
export class CatalogQueries {
  @Query(() => QueueConnection)
  async queues(@Args(() => QueuesArgs) args: QueuesArgs, @Ctx() ctx: Context) {
    return mapConnection(await listQueues(ctx.reader, args.filter ?? {}, args), toQueue);
  }

  @Query(() => CategoryConnection)
  async categories(@Args(() => CategoriesArgs) args: CategoriesArgs, @Ctx() ctx: Context) {
    const parentId =
      typeof args.parentId === 'string' ? checkId('parentId', args.parentId, 'Category') : null;
    const filter = { ticketType: args.ticketType, parentId, active: args.active };
    return mapConnection(await listCategories(ctx.reader, filter, args), toCategory);
  }
}

@Resolver(() => Queue)
export class QueueResolver {
  @FieldResolver(() => Team, { nullable: true })
  async team(@Root() queue: QueueNode, @Ctx() ctx: Context): Promise<Team | null> {
    const row = seesColleagues(ctx.reads.scope) ? await ctx.reads.load(teamsById, queue.row.teamId) : null;
    return row ? toTeam(row) : null;
  }
}

@Resolver(() => Category)
export class CategoryResolver {
  @FieldResolver(() => Category, { nullable: true })
  async parent(@Root() category: CategoryNode, @Ctx() ctx: Context): Promise<Category | null> {
    const row = category.row.parentId ? await ctx.reads.load(categoriesById, category.row.parentId) : null;
    return row ? toCategory(row) : null;
  }
}

@Resolver(() => Organisation)
export class OrganisationQueueResolver {
  @FieldResolver(() => Queue, { nullable: true })
  async defaultQueue(@Root() { row }: OrganisationNode, @Ctx() ctx: Context): Promise<QueueNode | null> {
    const queue = row.defaultQueueId ? await ctx.reads.load(queuesById, row.defaultQueueId) : null;
    return queue ? toQueue(queue) : null;
  }
}

@Resolver(() => Team)
export class TeamQueuesResolver {
  @FieldResolver(() => [Queue])
  async queues(@Root() team: TeamNode, @Ctx() ctx: Context): Promise<Queue[]> {
    return (await ctx.reads.load(queuesOfTeams, team.row.id)).map(toQueue);
  }
}

@Resolver(() => ApiKey)
export class ApiKeyQueuesResolver {
  @FieldResolver(() => [Queue], { nullable: true })
  async queues(@Root() key: ApiKeyNode, @Ctx() ctx: Context): Promise<Queue[] | null> {
    if (!key.row.queueIds) return null;
    const rows = await Promise.all(key.row.queueIds.map((id) => ctx.reads.load(queuesById, id)));
    return rows.filter((row) => row !== null).map(toQueue);
  }
}
