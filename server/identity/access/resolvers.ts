import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import {
  AccessRecord,
  AccessRecordConnection,
  AccessRecordsArgs,
  Actor,
  Session,
  SessionConnection,
  SessionsArgs,
  User,
} from '../../platform/contract/generated/types.js';
import { DateTimeScalar } from '../../platform/contract/scalars.js';
import { mapConnection } from '../../platform/graphql/connections.js';
import type { Context } from '../../platform/graphql/context.js';
import { actorOf, userOn } from '../people/index.js';
import { lastUses, listAccessRecords, listSessions } from '../sessions/reads.js';
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
  actor(@Root() { row }: AccessRecordNode, @Ctx() ctx: Context) {
    return actorOf(ctx.reads, row);
  }
}
