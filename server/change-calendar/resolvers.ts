import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { servicesById, toService } from '../cmdb/index.js';
import {
  ChangeCalendarArgs,
  ChangeCalendarConnection,
  ChangeCalendarEntry,
  ResolutionPlan,
  Service,
  Ticket,
  WindowCollision,
} from '../platform/contract/generated/types.js';
import { mapConnection } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { BadInput, checkIds } from '../platform/kernel/bad-input.js';
import { plansById, toPlan } from '../process/index.js';
import { ticketsById } from '../tickets/index.js';
import { type Collision, collisionsOf, type EntryRow, listEntries, windowOfEntry } from './data/reads.js';

const DAY_MS = 24 * 3_600_000;
const MOST_DAYS = 92;
const MOST_SERVICES = 100;

@Resolver()
export class ChangeCalendarQueries {
  @Query(() => ChangeCalendarConnection)
  async changeCalendar(@Args(() => ChangeCalendarArgs) args: ChangeCalendarArgs, @Ctx() ctx: Context) {
    const { reader } = ctx;
    const [start, end] = [new Date(args.from), new Date(args.to)];
    if (end <= start) throw new BadInput('to', 'ORDER', 'to must be after from.');
    if (end.getTime() - start.getTime() > MOST_DAYS * DAY_MS)
      throw new BadInput('to', 'TOO_LONG', `to must be at most ${MOST_DAYS} days after from.`);
    const { affectedServiceIds: serviceIds = null } = args;
    if (serviceIds && serviceIds.length > MOST_SERVICES)
      throw new BadInput(
        'affectedServiceIds',
        'TOO_MANY',
        `affectedServiceIds must have at most ${MOST_SERVICES} values.`,
      );
    const services = serviceIds ? checkIds('affectedServiceIds', serviceIds, 'Service') : null;
    return mapConnection(await listEntries(reader, { start, end }, services, args), toEntry);
  }
}

type EntryNode = { row: EntryRow };

function toEntry(row: EntryRow) {
  return { row, window: windowOfEntry(row) };
}

@Resolver(() => ChangeCalendarEntry)
export class ChangeCalendarEntryResolver {
  @FieldResolver(() => Ticket)
  ticket(@Root() { row }: EntryNode, @Ctx() ctx: Context) {
    return ctx.reads.load(ticketsById, row.ticketId);
  }

  @FieldResolver(() => ResolutionPlan, { nullable: true })
  async plan(@Root() { row }: EntryNode, @Ctx() ctx: Context) {
    const plan = await ctx.reads.load(plansById, row.id);
    return plan ? toPlan(plan) : null;
  }

  @FieldResolver(() => [Service])
  affectedServices(@Root() { row }: EntryNode, @Ctx() ctx: Context) {
    return servicesOf(ctx, row.serviceIds);
  }

  @FieldResolver(() => [WindowCollision])
  collisions(@Root() { row }: EntryNode, @Ctx() ctx: Context) {
    return ctx.reads.load(collisionsOf, row.id);
  }
}

@Resolver(() => ResolutionPlan)
export class PlanCollisionsResolver {
  @FieldResolver(() => [WindowCollision])
  collisions(@Root() { row }: { row: { id: string } }, @Ctx() ctx: Context) {
    return ctx.reads.load(collisionsOf, row.id);
  }
}

@Resolver(() => WindowCollision)
export class WindowCollisionResolver {
  @FieldResolver(() => Ticket)
  ticket(@Root() { ticketId }: Collision, @Ctx() ctx: Context) {
    return ctx.reads.load(ticketsById, ticketId);
  }

  @FieldResolver(() => [Service])
  affectedServices(@Root() { serviceIds }: Collision, @Ctx() ctx: Context) {
    return servicesOf(ctx, serviceIds);
  }
}

async function servicesOf({ reads }: Context, ids: readonly string[]) {
  const services = await Promise.all(ids.map((id) => reads.load(servicesById, id)));
  return services.filter((service) => service !== null).map(toService);
}
