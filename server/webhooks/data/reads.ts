import { canPeople } from '../../identity/people/index.js';
import type { ActorReads } from '../../platform/actor/actor-reads.js';
import type { WebhookDeliveryState } from '../../platform/contract/generated/enums.js';
import { byAge, type OrderedArgs } from '../../platform/db/order-by.js';
import { orderedPage } from '../../platform/db/ordered-page.js';
import type { Connection } from '../../platform/db/page.js';
import { byId } from '../../platform/db/rows.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import {
  WebhookDeliveryEntity,
  type WebhookDeliveryRow,
  WebhookEntity,
  type WebhookRow,
} from './entities.js';

export const webhookColumns = columns(WebhookEntity, 'w');
export const deliveryColumns = columns(WebhookDeliveryEntity, 'd');

/** Whether the actor administers the organisation, whose rows have this alias. */
function administered({ actor, organisationId, scope }: ActorReads, alias: 'w' | 'd'): Sql<boolean> {
  if (!actor || scope.sees === 'nothing' || !canPeople(actor, 'administer')) return sql<boolean>`false`;
  return sql<boolean>`${sql.ref(`${alias}.organisation_id`)} = ${organisationId}`;
}

/** Webhooks by id that the actor can see. */
export async function webhooksById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(WebhookRow | null)[]> {
  const rows = await reads.query(sql<WebhookRow>`select ${webhookColumns} from webhooks w
    where ${administered(reads, 'w')} and w.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

/** Deliveries by id that the actor can see. */
export async function deliveriesById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(WebhookDeliveryRow | null)[]> {
  const rows = await reads.query(sql<WebhookDeliveryRow>`select ${deliveryColumns} from webhook_deliveries d
    where ${administered(reads, 'd')} and d.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

const webhooksByAge = byAge<'CREATED_AT', WebhookRow>('webhooks', 'w', 'CREATED_AT');
const deliveriesByAge = byAge<'CREATED_AT', WebhookDeliveryRow>('webhook deliveries', 'd', 'CREATED_AT');

/** A page of webhooks. */
export function listWebhooks(
  reads: ActorReads,
  args: OrderedArgs<'CREATED_AT'>,
): Promise<Connection<WebhookRow>> {
  const source = sql`from webhooks w where ${administered(reads, 'w')}`;
  return orderedPage(reads, webhooksByAge, args, webhookColumns, source);
}

/** A page of the deliveries of a webhook. */
export function listDeliveries(
  reads: ActorReads,
  webhookId: string,
  states: readonly WebhookDeliveryState[] | null | undefined,
  args: OrderedArgs<'CREATED_AT'>,
): Promise<Connection<WebhookDeliveryRow>> {
  const state = states ? sql`d.state = any (${states}::text[])` : sql`true`;
  const source = sql`from webhook_deliveries d where ${administered(reads, 'd')} and d.webhook_id = ${webhookId} and ${state}`;
  return orderedPage(reads, deliveriesByAge, args, deliveryColumns, source);
}
