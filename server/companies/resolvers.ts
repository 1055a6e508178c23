import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { profilesOf, seesProfile, toUser, type UserNode } from '../identity/people/index.js';
import type { ActorReads } from '../platform/actor/actor-reads.js';
import { seesColleagues } from '../platform/actor/scope.js';
import {
  CompaniesArgs,
  Company,
  CompanyConnection,
  CompanyPeopleArgs,
  Ticket,
  User,
  UserConnection,
} from '../platform/contract/generated/types.js';
import { nestedKey } from '../platform/db/nested-page.js';
import { toConnection, windowOf } from '../platform/db/page.js';
import { askedPage, mapConnection } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import type { TicketNode } from '../tickets/index.js';
import { companiesById, listCompanies, peopleCounts, peopleOrder, peoplePages } from './data/reads.js';
import { type CompanyNode, toCompany } from './node.js';

@Resolver()
export class CompanyQueries {
  @Query(() => CompanyConnection)
  async companies(@Args(() => CompaniesArgs) args: CompaniesArgs, @Ctx() ctx: Context) {
    return mapConnection(await listCompanies(ctx.reader, args.active, args), toCompany);
  }
}

@Resolver(() => Company)
export class CompanyResolver {
  @FieldResolver(() => String, { nullable: true })
  externalId(@Root() { row }: CompanyNode, @Ctx() ctx: Context): string | null {
    return seesColleagues(ctx.reads.scope) ? (row.externalId ?? null) : null;
  }

  @FieldResolver(() => UserConnection)
  async people(
    @Root() { row }: CompanyNode,
    @Args(() => CompanyPeopleArgs) args: CompanyPeopleArgs,
    @Ctx() { reads }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const rows = await reads.load(peoplePages, nestedKey(row.id, askedPage(args, info)));
    return toConnection(rows, peopleOrder, windowOf(args, peopleOrder), toUser, () =>
      reads.load(peopleCounts, row.id),
    );
  }
}

@Resolver(() => User)
export class UserCompanyResolver {
  @FieldResolver(() => Company, { nullable: true })
  async company(@Root() user: UserNode, @Ctx() { reads }: Context): Promise<Company | null> {
    if (!seesProfile(reads, user)) return null;
    return companyOf(reads, (await reads.load(profilesOf, user.row.id))?.companyId);
  }
}

@Resolver(() => Ticket)
export class TicketCompanyResolver {
  @FieldResolver(() => Company, { nullable: true })
  company(@Root() { row }: TicketNode, @Ctx() { reads }: Context): Promise<Company | null> {
    return companyOf(reads, row.companyId);
  }
}

async function companyOf(reads: ActorReads, id: string | null | undefined): Promise<Company | null> {
  const row = id ? await reads.load(companiesById, id) : null;
  return row ? toCompany(row) : null;
}
