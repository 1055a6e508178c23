import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { queuesOn } from '../catalog/index.js';
import { itemsById, servicesById, toItem, toService } from '../cmdb/index.js';
import { actorOf, userOn } from '../identity/people/index.js';
import {
  Actor,
  Alert,
  AlertConnection,
  AlertIntegration,
  AlertIntegrationConnection,
  AlertIntegrationsArgs,
  AlertRoute,
  AlertRouting,
  AlertRoutingArgs,
  AlertSilence,
  AlertSilenceConnection,
  AlertSilencesArgs,
  AlertsArgs,
  ConfigurationItem,
  Queue,
  Service,
  Ticket,
  TicketAlertsArgs,
  TicketEvent,
  User,
} from '../platform/contract/generated/types.js';
import { changedId, type EventRow } from '../platform/events/index.js';
import { mapConnection, nestedConnection } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { checkIds, checkList } from '../platform/kernel/bad-input.js';
import { type TicketNode, ticketsById } from '../tickets/index.js';
import {
  alertIntegrationsById,
  alertSilencesById,
  alertsById,
  alertsOfTickets,
  listAlertIntegrations,
  listAlertSilences,
  listAlerts,
} from './data/reads.js';
import {
  type AlertIntegrationNode,
  type AlertNode,
  type AlertRouteNode,
  type AlertSilenceNode,
  toAlert,
  toAlertIntegration,
  toAlertSilence,
} from './node.js';
import { type Tried, tryRoutes } from './routing.js';

@Resolver()
export class MonitoringQueries {
  @Query(() => AlertIntegrationConnection)
  async alertIntegrations(
    @Args(() => AlertIntegrationsArgs) args: AlertIntegrationsArgs,
    @Ctx() ctx: Context,
  ) {
    return mapConnection(await listAlertIntegrations(ctx.reader, args), toAlertIntegration);
  }

  @Query(() => AlertConnection)
  async alerts(@Args(() => AlertsArgs) args: AlertsArgs, @Ctx() ctx: Context) {
    const { statuses = null, alertIntegrationIds: ids } = args.filter ?? {};
    checkList('filter.statuses', statuses ?? []);
    const alertIntegrationIds = ids ? checkIds('filter.alertIntegrationIds', ids, 'AlertIntegration') : null;
    return mapConnection(await listAlerts(ctx.reader, { statuses, alertIntegrationIds }, args), toAlert);
  }

  @Query(() => AlertSilenceConnection)
  async alertSilences(@Args(() => AlertSilencesArgs) args: AlertSilencesArgs, @Ctx() ctx: Context) {
    const now = ctx.services.now();
    return mapConnection(await listAlertSilences(ctx.reader, args.active, now, args), toAlertSilence);
  }

  @Query(() => [AlertRouting])
  alertRouting(@Args(() => AlertRoutingArgs) args: AlertRoutingArgs, @Ctx() ctx: Context) {
    return tryRoutes(ctx.reader, args);
  }
}

@Resolver(() => AlertIntegration)
export class AlertIntegrationResolver {
  @FieldResolver(() => User)
  requester(@Root() { row }: AlertIntegrationNode, @Ctx() ctx: Context) {
    return userOn(ctx.reads, row.requesterId);
  }

  @FieldResolver(() => Queue, { nullable: true })
  queue(@Root() { row }: AlertIntegrationNode, @Ctx() ctx: Context) {
    return row.queueId ? ctx.reads.load(queuesOn, row.queueId) : null;
  }
}

@Resolver(() => AlertRoute)
export class AlertRouteResolver {
  @FieldResolver(() => Queue, { nullable: true })
  queue(@Root() { row }: AlertRouteNode, @Ctx() ctx: Context) {
    return row.queueId ? ctx.reads.load(queuesOn, row.queueId) : null;
  }

  @FieldResolver(() => [Service])
  async affectedServices(@Root() { row }: AlertRouteNode, @Ctx() ctx: Context) {
    const rows = await Promise.all(row.serviceIds.map((id) => ctx.reads.load(servicesById, id)));
    return rows.filter((service) => service !== null).map(toService);
  }

  @FieldResolver(() => [ConfigurationItem])
  async affectedItems(@Root() { row }: AlertRouteNode, @Ctx() ctx: Context) {
    const rows = await Promise.all(row.itemIds.map((id) => ctx.reads.load(itemsById, id)));
    return rows.filter((item) => item !== null).map(toItem);
  }
}

@Resolver(() => AlertRouting)
export class AlertRoutingResolver {
  @FieldResolver(() => Queue, { nullable: true })
  queue(@Root() { queueId }: Tried, @Ctx() ctx: Context) {
    return queueId ? ctx.reads.load(queuesOn, queueId) : null;
  }
}

@Resolver(() => AlertSilence)
export class AlertSilenceResolver {
  @FieldResolver(() => AlertIntegration, { nullable: true })
  async integration(@Root() { row }: AlertSilenceNode, @Ctx() ctx: Context) {
    const id = row.alertIntegrationId;
    const found = id ? await ctx.reads.load(alertIntegrationsById, id) : null;
    return found ? toAlertIntegration(found) : null;
  }

  @FieldResolver(() => Actor)
  createdBy(@Root() { row }: AlertSilenceNode, @Ctx() ctx: Context) {
    return actorOf(ctx.reads, { userId: row.createdByUserId ?? null, keyId: row.createdByKeyId ?? null });
  }
}

@Resolver(() => Alert)
export class AlertResolver {
  @FieldResolver(() => AlertIntegration)
  async integration(@Root() { row }: AlertNode, @Ctx() ctx: Context) {
    const found = await ctx.reads.load(alertIntegrationsById, row.alertIntegrationId);
    return found && toAlertIntegration(found);
  }

  @FieldResolver(() => Ticket, { nullable: true })
  ticket(@Root() { row }: AlertNode, @Ctx() ctx: Context) {
    return row.ticketId ? ctx.reads.load(ticketsById, row.ticketId) : null;
  }

  @FieldResolver(() => AlertSilence, { nullable: true })
  async silence(@Root() { row }: AlertNode, @Ctx() ctx: Context) {
    const found = row.silenceId ? await ctx.reads.load(alertSilencesById, row.silenceId) : null;
    return found ? toAlertSilence(found) : null;
  }

  @FieldResolver(() => Ticket, { nullable: true })
  suppressedByChange(@Root() { row }: AlertNode, @Ctx() ctx: Context) {
    return row.changeTicketId ? ctx.reads.load(ticketsById, row.changeTicketId) : null;
  }
}

@Resolver(() => Ticket)
export class AlertsOfTicketResolver {
  @FieldResolver(() => AlertConnection)
  alerts(
    @Root() { row }: TicketNode,
    @Args(() => TicketAlertsArgs) args: TicketAlertsArgs,
    @Ctx() { reads }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return nestedConnection(reads, alertsOfTickets, row.id, args, info, toAlert);
  }
}

@Resolver(() => TicketEvent)
export class AlertOfEventResolver {
  @FieldResolver(() => Alert, { nullable: true })
  async alert(@Root() { row }: { row: EventRow }, @Ctx() ctx: Context) {
    const id = changedId(row, 'Alert.id');
    const alert = id && (await ctx.reads.load(alertsById, id));
    return alert ? toAlert(alert) : null;
  }
}
