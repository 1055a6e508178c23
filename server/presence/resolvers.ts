import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { userOn } from '../identity/people/index.js';
import { Presence, PresentUser, Ticket, User } from '../platform/contract/generated/types.js';
import type { Context } from '../platform/graphql/context.js';
import type { TicketNode } from '../tickets/index.js';
import { presencesAt } from './data/reads.js';
import type { Present } from './rules/presence.js';

@Resolver(() => Ticket)
export class TicketPresenceResolver {
  @FieldResolver(() => Presence)
  presence(@Root() { row }: TicketNode, @Ctx() { reads }: Context) {
    return reads.load(presencesAt, row.id);
  }
}

@Resolver(() => PresentUser)
export class PresentUserResolver {
  @FieldResolver(() => User)
  user(@Root() { userId }: Present, @Ctx() ctx: Context) {
    return userOn(ctx.reads, userId);
  }
}
