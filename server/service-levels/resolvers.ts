import { Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { queuesById, toQueue } from '../catalog/index.js';
import { servicesById, toService } from '../cmdb/index.js';
import { companiesById, toCompany } from '../companies/index.js';
import { formsById, toForm } from '../intake/index.js';
import type { ActorReads } from '../platform/actor/actor-reads.js';
import {
  BusinessCalendar,
  BusinessCalendarConnection,
  BusinessCalendarsArgs,
  Company,
  DayOff,
  Queue,
  RequestForm,
  Service,
  ServiceLevel,
  ServiceLevelPoliciesArgs,
  ServiceLevelPolicy,
  ServiceLevelPolicyConnection,
  ServiceLevelSegment,
  Ticket,
  TicketServiceLevelForecastArgs,
} from '../platform/contract/generated/types.js';
import type { Batch } from '../platform/db/read-session.js';
import { mapConnection } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { checkId } from '../platform/kernel/bad-input.js';
import { rankToPriority, type TicketNode } from '../tickets/index.js';
import {
  calendarsById,
  holidaysOfCalendars,
  ledgersOfTickets,
  listCalendars,
  listPolicies,
  policiesById,
  settingsOfOrganisations,
} from './data/reads.js';
import { type CalendarNode, type LevelNode, type PolicyNode, toCalendar, toLevel, toPolicy } from './node.js';
import type { Calendar } from './rules/business-time.js';
import { calendarOf, elapsed, isActive } from './rules/clock.js';
import { forecast } from './rules/forecast.js';
import type { Ledger } from './rules/ledger.js';
import { shownSegments } from './rules/shown-segments.js';

@Resolver()
export class ServiceLevelQueries {
  @Query(() => BusinessCalendarConnection)
  async businessCalendars(
    @Args(() => BusinessCalendarsArgs) args: BusinessCalendarsArgs,
    @Ctx() ctx: Context,
  ) {
    return mapConnection(await listCalendars(ctx.reader, args), toCalendar);
  }

  @Query(() => ServiceLevelPolicyConnection)
  async serviceLevelPolicies(
    @Args(() => ServiceLevelPoliciesArgs) args: ServiceLevelPoliciesArgs,
    @Ctx() ctx: Context,
  ) {
    return mapConnection(await listPolicies(ctx.reader, args.active, args), toPolicy);
  }
}

@Resolver(() => BusinessCalendar)
export class BusinessCalendarResolver {
  @FieldResolver(() => [DayOff])
  async publicHolidays(@Root() { row }: CalendarNode, @Ctx() { reads }: Context): Promise<DayOff[]> {
    const days = await reads.load(holidaysOfCalendars, row.id);
    return days.map(({ date, name }) => ({ __typename: 'DayOff', date, name }));
  }
}

@Resolver(() => ServiceLevelPolicy)
export class ServiceLevelPolicyResolver {
  @FieldResolver(() => BusinessCalendar)
  async calendar(@Root() { row }: PolicyNode, @Ctx() { reads }: Context): Promise<BusinessCalendar | null> {
    const calendar = await reads.load(calendarsById, row.calendarId);
    return calendar ? toCalendar(calendar) : null;
  }

  @FieldResolver(() => [Service])
  async affectedServices(@Root() { row }: PolicyNode, @Ctx() { reads }: Context) {
    return (await all(reads, servicesById, row.serviceIds)).map(toService);
  }

  @FieldResolver(() => [Company])
  async companies(@Root() { row }: PolicyNode, @Ctx() { reads }: Context) {
    return (await all(reads, companiesById, row.companyIds)).map(toCompany);
  }

  @FieldResolver(() => [Queue])
  async queues(@Root() { row }: PolicyNode, @Ctx() { reads }: Context) {
    return (await all(reads, queuesById, row.queueIds)).map(toQueue);
  }

  @FieldResolver(() => [RequestForm])
  async requestForms(@Root() { row }: PolicyNode, @Ctx() { reads }: Context) {
    return (await all(reads, formsById, row.formIds)).map(toForm);
  }
}

function levelsIn({ clocks }: Ledger): ServiceLevel[] {
  return clocks.flatMap((clock) => (clock.terms ? [toLevel(clock, clock.terms)] : []));
}

async function all<R>(
  reads: ActorReads,
  batch: Batch<ActorReads, string, R | null>,
  ids: readonly string[],
): Promise<R[]> {
  const found = await Promise.all(ids.map((id) => reads.load(batch, id)));
  return found.filter((row) => row !== null);
}

@Resolver(() => Ticket)
export class TicketServiceLevelResolver {
  @FieldResolver(() => [ServiceLevel])
  async serviceLevels(@Root() { row }: TicketNode, @Ctx() { reads }: Context): Promise<ServiceLevel[]> {
    const found = await reads.load(ledgersOfTickets, row.id);
    return found ? levelsIn(found.ledger) : [];
  }

  @FieldResolver(() => [ServiceLevel])
  async serviceLevelForecast(
    @Root() { row }: TicketNode,
    @Args(() => TicketServiceLevelForecastArgs) given: TicketServiceLevelForecastArgs,
    @Ctx() { reads, services }: Context,
  ): Promise<ServiceLevel[]> {
    const queueId = given.ifQueueId ? checkId('ifQueueId', given.ifQueueId, 'Queue') : row.queueId;
    const found = await reads.load(ledgersOfTickets, row.id);
    if (!found?.ledger.clocks.some(isActive)) return [];
    const [settings, queue] = await Promise.all([
      reads.load(settingsOfOrganisations, reads.organisationId),
      given.ifQueueId ? reads.load(queuesById, queueId) : true,
    ]);
    if (!settings || !queue || settings.policies.length === 0) return [];
    // It depends on the time.
    reads.witness?.personal();
    const { type, status, assigneeId, serviceIds, companyId } = row;
    const ticket = {
      ...{ type, status, serviceIds, formId: found.formId },
      priority: rankToPriority(row.priority),
      queueId: row.queueId,
      assigneeId: assigneeId ?? null,
      companyId: companyId ?? null,
    };
    const changed = { held: given.ifHeld ?? null, priority: given.ifPriority ?? null, queueId };
    return levelsIn(forecast(found.ledger, ticket, changed, settings, services.now().getTime()));
  }
}

@Resolver(() => ServiceLevel)
export class ServiceLevelResolver {
  @FieldResolver(() => ServiceLevelPolicy, { nullable: true })
  async policy(@Root() { clock }: LevelNode, @Ctx() { reads }: Context): Promise<ServiceLevelPolicy | null> {
    const policy = clock.terms ? await reads.load(policiesById, clock.terms.policyId) : null;
    return policy ? toPolicy(policy) : null;
  }

  @FieldResolver(() => Int)
  async elapsed(@Root() { clock }: LevelNode, @Ctx() ctx: Context): Promise<number> {
    return elapsed(clock, await calendarOn(ctx, clock), ctx.services.now().getTime());
  }

  @FieldResolver(() => Int)
  async remaining(@Root() { clock }: LevelNode, @Ctx() ctx: Context): Promise<number> {
    const { minutes = 0 } = clock.terms ?? {};
    return minutes * 60 - elapsed(clock, await calendarOn(ctx, clock), ctx.services.now().getTime());
  }

  @FieldResolver(() => [ServiceLevelSegment])
  async segments(@Root() { clock }: LevelNode, @Ctx() ctx: Context): Promise<ServiceLevelSegment[]> {
    return shownSegments(clock, await calendarOn(ctx, clock), ctx.services.now().getTime());
  }
}

/** The calendar of a clock that runs or is paused. What is read by it depends on the time. */
async function calendarOn({ reads }: Context, clock: LevelNode['clock']): Promise<Calendar | undefined> {
  if (!isActive(clock)) return undefined;
  reads.witness?.personal();
  const settings = await reads.load(settingsOfOrganisations, reads.organisationId);
  return settings ? calendarOf(clock, settings.calendars) : undefined;
}
