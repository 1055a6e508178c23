import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { seesColleagues } from '../../platform/actor/scope.js';
import {
  ApiKey,
  ApiKeyConnection,
  ApiKeysArgs,
  OpenWork,
  Organisation,
  Team,
  TeamConnection,
  TeamMember,
  TeamMemberConnection,
  TeamMembersArgs,
  TeamsArgs,
  User,
  UserConnection,
  UsersArgs,
} from '../../platform/contract/generated/types.js';
import { DateTimeScalar } from '../../platform/contract/scalars.js';
import { mapConnection, nestedConnection } from '../../platform/graphql/connections.js';
import type { Context } from '../../platform/graphql/context.js';
import { lastUses } from '../sessions/reads.js';
import {
  apiKeysById,
  listApiKeys,
  listTeams,
  listUsers,
  membersOfTeams,
  openWorkOf,
  organisationsById,
  profilesOf,
  teamsOfUsers,
  usersById,
} from './data/reads.js';
import { seesProfile } from './data/visibility.js';
import {
  type ApiKeyNode,
  type TeamNode,
  toApiKey,
  toOrganisation,
  toTeam,
  toUser,
  type UserNode,
  userOn,
} from './node.js';
import { can } from './rules/policy.js';

@Resolver()
export class PeopleQueries {
  @Query(() => User, { nullable: true })
  async viewer(@Ctx() ctx: Context): Promise<User | null> {
    const { knownActor: actor } = ctx;
    if (actor?.kind !== 'user') return null;
    const row = await ctx.reads.load(usersById, actor.userId);
    return row ? toUser(row) : null;
  }

  @Query(() => ApiKey, { nullable: true })
  async viewerApiKey(@Ctx() ctx: Context): Promise<ApiKey | null> {
    const { knownActor: actor } = ctx;
    if (actor?.kind !== 'key') return null;
    const row = await ctx.reads.load(apiKeysById, actor.keyId);
    return row ? toApiKey(row) : null;
  }

  @Query(() => UserConnection)
  async users(@Args(() => UsersArgs) args: UsersArgs, @Ctx() ctx: Context) {
    return mapConnection(await listUsers(ctx.reader, args.filter ?? {}, args), toUser);
  }

  @Query(() => TeamConnection)
  async teams(@Args(() => TeamsArgs) args: TeamsArgs, @Ctx() ctx: Context) {
    return mapConnection(await listTeams(ctx.reader, args.filter ?? {}, args), toTeam);
  }

  @Query(() => ApiKeyConnection)
  async apiKeys(@Args(() => ApiKeysArgs) args: ApiKeysArgs, @Ctx() ctx: Context) {
    return mapConnection(await listApiKeys(ctx.reader, args), toApiKey);
  }
}

@Resolver(() => User)
export class UserResolver {
  @FieldResolver(() => String, { nullable: true })
  email(@Root() user: UserNode, @Ctx() ctx: Context): string | null {
    return seesProfile(ctx.reads, user) ? user.row.email : null;
  }

  @FieldResolver(() => String, { nullable: true })
  phone(@Root() user: UserNode, @Ctx() ctx: Context): Promise<string | null> {
    return profileField(ctx.reads, user, 'phone');
  }

  @FieldResolver(() => String, { nullable: true })
  locale(@Root() user: UserNode, @Ctx() ctx: Context): Promise<string | null> {
    return profileField(ctx.reads, user, 'locale');
  }

  @FieldResolver(() => String, { nullable: true })
  timeZone(@Root() user: UserNode, @Ctx() ctx: Context): Promise<string | null> {
    return profileField(ctx.reads, user, 'timeZone');
  }

  @FieldResolver(() => String, { nullable: true })
  async externalId(@Root() user: UserNode, @Ctx() ctx: Context): Promise<string | null> {
    return seesColleagues(ctx.reads.scope) ? profileField(ctx.reads, user, 'externalId') : null;
  }

  @FieldResolver(() => Organisation)
  async organisation(@Root() user: UserNode, @Ctx() ctx: Context): Promise<Organisation> {
    const row = await ctx.reads.load(organisationsById, user.row.organisationId);
    if (!row) throw new Error('the organisation is missing');
    return toOrganisation(row);
  }

  @FieldResolver(() => OpenWork, { nullable: true })
  async openWork(@Root() user: UserNode, @Ctx() ctx: Context): Promise<OpenWork | null> {
    const { actor } = ctx.reads;
    return actor && can(actor, 'administer') ? ctx.reads.load(openWorkOf, user.row.id) : null;
  }

  @FieldResolver(() => [Team])
  async teams(@Root() user: UserNode, @Ctx() ctx: Context): Promise<Team[]> {
    if (!seesColleagues(ctx.reads.scope)) return [];
    return (await ctx.reads.load(teamsOfUsers, user.row.id)).map(toTeam);
  }
}

async function profileField(
  reads: ActorReads,
  user: UserNode,
  field: 'phone' | 'locale' | 'timeZone' | 'externalId',
): Promise<string | null> {
  if (!seesProfile(reads, user)) return null;
  return (await reads.load(profilesOf, user.row.id))?.[field] ?? null;
}

@Resolver(() => Team)
export class TeamResolver {
  @FieldResolver(() => TeamMemberConnection)
  members(
    @Root() team: TeamNode,
    @Args(() => TeamMembersArgs) args: TeamMembersArgs,
    @Ctx() { reads }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedConnection(reads, membersOfTeams, team.row.id, args, info, (member) => member);
  }
}

@Resolver(() => TeamMember)
export class TeamMemberResolver {
  @FieldResolver(() => User)
  user(@Root() member: { userId: string }, @Ctx() ctx: Context): User | Promise<User> {
    return userOn(ctx.reads, member.userId);
  }
}

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  @FieldResolver(() => User, { nullable: true })
  async createdBy(@Root() { row }: ApiKeyNode, @Ctx() ctx: Context): Promise<User | null> {
    // An API key that cannot read sees no users.
    if (!row.createdByUserId || ctx.reads.scope.sees === 'nothing') return null;
    return userOn(ctx.reads, row.createdByUserId);
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true })
  lastUsedAt(@Root() { row }: ApiKeyNode, @Ctx() ctx: Context): Promise<Date | null> {
    return ctx.reads.load(lastUses, row.id);
  }
}
