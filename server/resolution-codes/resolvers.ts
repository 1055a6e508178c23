import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { OrganisationNode } from '../identity/people/index.js';
import {
  Organisation,
  ResolutionCodeConnection,
  ResolutionCodesArgs,
} from '../platform/contract/generated/types.js';
import { mapConnection } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { listResolutionCodes } from './data/reads.js';
import { toResolutionCode } from './node.js';

@Resolver()
export class ResolutionCodeQueries {
  @Query(() => ResolutionCodeConnection)
  async resolutionCodes(@Args(() => ResolutionCodesArgs) args: ResolutionCodesArgs, @Ctx() ctx: Context) {
    return mapConnection(await listResolutionCodes(ctx.reader, args.active, args), toResolutionCode);
  }
}

@Resolver(() => Organisation)
export class OrganisationCodesResolver {
  @FieldResolver(() => Boolean)
  freeResolutionCodes(@Root() { row }: OrganisationNode): boolean {
    return row.freeResolutionCodes;
  }
}
