import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { teamsById, toTeam } from '../identity/people/index.js';
import { seesColleagues } from '../platform/actor/scope.js';
import {
  ConfigurationItem,
  ConfigurationItemConnection,
  ConfigurationItemDependentServicesArgs,
  ConfigurationItemDependentsArgs,
  ConfigurationItemDependsOnArgs,
  ConfigurationItemsArgs,
  ImpactSuggestion,
  Service,
  ServiceConnection,
  ServiceDependentsArgs,
  ServiceDependsOnArgs,
  ServiceDependsOnItemsArgs,
  ServicesArgs,
  SuggestImpactArgs,
  Team,
} from '../platform/contract/generated/types.js';
import { nestedKey } from '../platform/db/nested-page.js';
import { type PageArgs, toConnection, windowOf } from '../platform/db/page.js';
import { askedPage, mapConnection } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { BadInput, checkIds } from '../platform/kernel/bad-input.js';
import { impactOf } from './data/impact.js';
import { type Linked, linked, listItems, listServices } from './data/reads.js';
import { type ItemNode, type ServiceNode, toItem, toService } from './node.js';
import { toSuggestion } from './suggestion.js';

const MOST_SERVICES = 50;

@Resolver()
export class CmdbQueries {
  @Query(() => ServiceConnection)
  async services(@Args(() => ServicesArgs) args: ServicesArgs, @Ctx() ctx: Context) {
    return mapConnection(await listServices(ctx.reader, args.filter, args), toService);
  }

  @Query(() => ConfigurationItemConnection)
  async configurationItems(
    @Args(() => ConfigurationItemsArgs) args: ConfigurationItemsArgs,
    @Ctx() ctx: Context,
  ) {
    return mapConnection(await listItems(ctx.reader, args.filter, args), toItem);
  }

  @Query(() => ImpactSuggestion, { nullable: true })
  async suggestImpact(@Args(() => SuggestImpactArgs) args: SuggestImpactArgs, @Ctx() ctx: Context) {
    const { affectedServiceIds: serviceIds, affectedUserCount = null } = args;
    const { reader } = ctx;
    if (serviceIds.length > MOST_SERVICES)
      throw new BadInput(
        'affectedServiceIds',
        'TOO_MANY',
        `affectedServiceIds must have at most ${MOST_SERVICES} values.`,
      );
    if (affectedUserCount !== null && affectedUserCount < 0)
      throw new BadInput('affectedUserCount', 'OUT_OF_RANGE', 'affectedUserCount must be at least 0.');
    return toSuggestion(
      reader,
      await impactOf(reader, checkIds('affectedServiceIds', serviceIds, 'Service'), affectedUserCount),
    );
  }
}

/** The owner team, for actors who can see teams. */
async function ownerOf(ctx: Context, teamId: string): Promise<Team | null> {
  const row = seesColleagues(ctx.reads.scope) ? await ctx.reads.load(teamsById, teamId) : null;
  return row ? toTeam(row) : null;
}

/** A list of linked objects, one page of it. */
async function pageOf<R, N>(
  list: Linked<R>,
  map: (row: R) => N,
  { id, args, ctx, info }: { id: string; args: PageArgs; ctx: Context; info: GraphQLResolveInfo },
) {
  const window = windowOf(args, list.order);
  const rows = await ctx.reads.load(list.pages, nestedKey(id, askedPage(args, info)));
  return toConnection(rows, list.order, window, map, () => ctx.reads.load(list.counts, id));
}

@Resolver(() => Service)
export class ServiceResolver {
  @FieldResolver(() => Team, { nullable: true })
  ownerTeam(@Root() { row }: ServiceNode, @Ctx() ctx: Context) {
    return ownerOf(ctx, row.ownerTeamId);
  }

  @FieldResolver(() => ServiceConnection)
  dependsOn(
    @Root() { row: { id } }: ServiceNode,
    @Args(() => ServiceDependsOnArgs) args: ServiceDependsOnArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return pageOf(linked.servicesOfService, toService, { id, args, ctx, info });
  }

  @FieldResolver(() => ConfigurationItemConnection)
  dependsOnItems(
    @Root() { row: { id } }: ServiceNode,
    @Args(() => ServiceDependsOnItemsArgs) args: ServiceDependsOnItemsArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return pageOf(linked.itemsOfService, toItem, { id, args, ctx, info });
  }

  @FieldResolver(() => ServiceConnection)
  dependents(
    @Root() { row: { id } }: ServiceNode,
    @Args(() => ServiceDependentsArgs) args: ServiceDependentsArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return pageOf(linked.dependentsOfService, toService, { id, args, ctx, info });
  }
}

@Resolver(() => ConfigurationItem)
export class ConfigurationItemResolver {
  @FieldResolver(() => Team, { nullable: true })
  ownerTeam(@Root() { row }: ItemNode, @Ctx() ctx: Context) {
    return ownerOf(ctx, row.ownerTeamId);
  }

  @FieldResolver(() => ConfigurationItemConnection)
  dependsOn(
    @Root() { row: { id } }: ItemNode,
    @Args(() => ConfigurationItemDependsOnArgs) args: ConfigurationItemDependsOnArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return pageOf(linked.itemsOfItem, toItem, { id, args, ctx, info });
  }

  @FieldResolver(() => ConfigurationItemConnection)
  dependents(
    @Root() { row: { id } }: ItemNode,
    @Args(() => ConfigurationItemDependentsArgs) args: ConfigurationItemDependentsArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return pageOf(linked.dependentsOfItem, toItem, { id, args, ctx, info });
  }

  @FieldResolver(() => ServiceConnection)
  dependentServices(
    @Root() { row: { id } }: ItemNode,
    @Args(() => ConfigurationItemDependentServicesArgs) args: ConfigurationItemDependentServicesArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return pageOf(linked.servicesOfItem, toService, { id, args, ctx, info });
  }
}
