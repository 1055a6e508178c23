import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Ticket } from '../platform/contract/generated/types.js';
import type { Context } from '../platform/graphql/context.js';
import type { TicketNode } from '../tickets/index.js';
import { readStates } from './data/reads.js';

@Resolver(() => Ticket)
export class ReadMarkResolver {
  @FieldResolver(() => String, { nullable: true })
  async viewerReadCursor(@Root() { row }: TicketNode, @Ctx() { reads }: Context): Promise<string | null> {
    return (await reads.load(readStates, row.id)).cursor;
  }

  @FieldResolver(() => Boolean)
  async viewerHasUnread(@Root() { row }: TicketNode, @Ctx() { reads }: Context): Promise<boolean> {
    return (await reads.load(readStates, row.id)).hasUnread;
  }
}
