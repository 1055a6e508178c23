import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { impactOf } from '../cmdb/data/impact.js';
import { toItem } from '../cmdb/node.js';
import { serviceOn, toSuggestion } from '../cmdb/suggestion.js';
import {
  ConfigurationItem,
  ImpactSuggestion,
  Service,
  Ticket,
} from '../platform/contract/generated/types.js';
import type { Context } from '../platform/graphql/context.js';
import { itemsOfTickets } from './data/affected-items.js';
import type { TicketNode } from './index.js';
/** The services and configuration items that a ticket affects. */
@Resolver(() => Ticket)
export class AffectedResolver {
  @FieldResolver(() => [Service])
  async affectedServices(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    const services = await Promise.all(row.serviceIds.map((id) => serviceOn(ctx.reads, id)));
    return services.filter((service) => service !== null).sort(byName);
  }

  @FieldResolver(() => [ConfigurationItem])
  async affectedItems(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    return (await ctx.reads.load(itemsOfTickets, row.id)).map(toItem);
  }

  @FieldResolver(() => ImpactSuggestion, { nullable: true })
  async suggestedImpact(@Root() { row }: TicketNode, @Ctx() ctx: Context) {
    return toSuggestion(ctx.reads, await impactOf(ctx.reads, row.serviceIds, row.affectedUserCount ?? null));
  }
}

export function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}
