import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  AccessRecord,
  AccessRecordConnection,
  AccessRecordsArgs,
  Actor,
  RevokeSessionInput,
  RevokeSessionPayload,
  RevokeSessionsInput,
  RevokeSessionsPayload,
  Session,
  SessionConnection,
  SessionsArgs,
  User,
} from '../../platform/contract/generated/types.js';
import { DateTimeScalar } from '../../platform/contract/scalars.js';
import { mapConnection } from '../../platform/graphql/connections.js';
import type { Context } from '../../platform/graphql/context.js';
import { errorsOf } from '../../platform/graphql/errors.js';
import { actorOf, userOn } from '../people/index.js';
import { lastUses, listAccessRecords, listSessions, sessionsById } from '../sessions/reads.js';
import { revokeSession } from './commands/revoke-session.js';
import { revokeSessions } from './commands/revoke-sessions.js';
import { type AccessRecordNode, type SessionNode, toAccessRecord, toSession } from './node.js';

@Resolver()
export class AccessQueries {
  @Query(() => SessionConnection)
  async sessions(@Args(() => SessionsArgs) args: SessionsArgs, @Ctx() ctx: Context) {
    const page = await listSessions(ctx.reads, args.filter ?? {}, args);
    return mapConnection(page, (row) => toSession(row, ctx.actor));
  }

  @Query(() => AccessRecordConnection)
  async accessRecords(@Args(() => AccessRecordsArgs) args: AccessRecordsArgs, @Ctx() ctx: Context) {
    return mapConnection(await listAccessRecords(ctx.reads, args.filter ?? {}, args), toAccessRecord);
  }
}

@Resolver(() => Session)
export class SessionResolver {
  @FieldResolver(() => User)
  user(@Root() { row }: SessionNode, @Ctx() ctx: Context) {
    return userOn(ctx.reads, row.userId);
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true })
  lastUsedAt(@Root() { row }: SessionNode, @Ctx() ctx: Context) {
    return ctx.reads.load(lastUses, row.id);
  }
}

@Resolver(() => AccessRecord)
export class AccessRecordResolver {
  @FieldResolver(() => Actor)
  who(@Root() { row }: AccessRecordNode, @Ctx() ctx: Context) {
    return actorOf(ctx.reads, row);
  }
}

@Resolver()
export class AccessMutations {
  @Mutation(() => RevokeSessionPayload)
  async revokeSession(
    @Arg('input', () => RevokeSessionInput) input: RevokeSessionInput,
    @Ctx() ctx: Context,
  ): Promise<RevokeSessionPayload> {
    const result = await ctx.change({ operation: 'revokeSession', input, run: revokeSession });
    const own = ctx.actor.kind === 'user' && result.ok && result.value.sessionId === ctx.actor.sessionId;
    const row = result.ok && !own ? await ctx.reads.load(sessionsById, result.value.sessionId) : null;
    return { session: row ? toSession(row, ctx.actor) : null, errors: await errorsOf(ctx, result) };
  }

  @Mutation(() => RevokeSessionsPayload)
  async revokeSessions(
    @Arg('input', () => RevokeSessionsInput) input: RevokeSessionsInput,
    @Ctx() ctx: Context,
  ): Promise<RevokeSessionsPayload> {
    const result = await ctx.change({ operation: 'revokeSessions', input, run: revokeSessions });
    return {
      revokedCount: result.ok ? result.value.revokedCount : null,
      errors: await errorsOf(ctx, result),
    };
  }
}
