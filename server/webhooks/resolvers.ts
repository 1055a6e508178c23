import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { actorOf } from '../identity/people/index.js';
import {
  Actor,
  Webhook,
  WebhookConnection,
  WebhookDeliveriesArgs,
  WebhookDelivery,
  WebhookDeliveryConnection,
  WebhooksArgs,
} from '../platform/contract/generated/types.js';
import { mapConnection } from '../platform/graphql/connections.js';
import type { Context } from '../platform/graphql/context.js';
import { checkId } from '../platform/kernel/bad-input.js';
import { listDeliveries, listWebhooks, webhooksById } from './data/reads.js';
import { toDelivery, toWebhook, type WebhookDeliveryNode, type WebhookNode } from './node.js';

@Resolver()
export class WebhookQueries {
  @Query(() => WebhookConnection)
  async webhooks(@Args(() => WebhooksArgs) args: WebhooksArgs, @Ctx() ctx: Context) {
    return mapConnection(await listWebhooks(ctx.reader, args), toWebhook);
  }

  @Query(() => WebhookDeliveryConnection)
  async webhookDeliveries(
    @Args(() => WebhookDeliveriesArgs) args: WebhookDeliveriesArgs,
    @Ctx() ctx: Context,
  ) {
    const webhookId = checkId('webhookId', args.webhookId, 'Webhook');
    return mapConnection(await listDeliveries(ctx.reader, webhookId, args.states, args), toDelivery);
  }
}

@Resolver(() => Webhook)
export class WebhookResolver {
  @FieldResolver(() => Actor)
  createdBy(@Root() { row }: WebhookNode, @Ctx() { reads }: Context) {
    return actorOf(reads, { userId: row.createdByUserId ?? null, keyId: row.createdByKeyId ?? null });
  }
}

@Resolver(() => WebhookDelivery)
export class WebhookDeliveryResolver {
  @FieldResolver(() => Webhook)
  async webhook(@Root() { row }: WebhookDeliveryNode, @Ctx() { reads }: Context) {
    const webhook = await reads.load(webhooksById, row.webhookId);
    return webhook && toWebhook(webhook);
  }
}
