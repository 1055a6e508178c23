import { canPeople } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { ReplayWebhookDeliveryInput } from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import { changed } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid, notFound } from '../../platform/kernel/user-errors.js';
import type { WebhookDeliveryRow } from '../data/entities.js';
import { deliveryColumns } from '../data/reads.js';

/** Sends a delivery again that is dead, or that was taken. It keeps its id, so a program that has it can leave it out. */
export async function replayWebhookDelivery(
  command: CommandContext,
  input: ReplayWebhookDeliveryInput,
): Promise<Result<{ webhookDeliveryId: string }>> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators have webhooks.'));
  const check = new InputCheck();
  const id = check.id('webhookDeliveryId', input.webhookDeliveryId, 'WebhookDelivery');
  if (check.errors.length > 0) return err(...check.errors);
  const { organisationId, now } = command;
  const mine = sql`d.organisation_id = ${organisationId} and d.id = ${id}`;
  const [row] = await command.query(
    sql<WebhookDeliveryRow>`select ${deliveryColumns} from webhook_deliveries d where ${mine} for no key update`,
  );
  if (!row) return err(notFound(['webhookDeliveryId'], input.webhookDeliveryId, 'webhook delivery'));
  if (row.state === 'PENDING')
    return err(invalid(['webhookDeliveryId'], 'STATE', 'The delivery is pending, so it is sent anyway.'));
  await command.query(sql`update webhook_deliveries d set state = 'PENDING', attempts = 0, due_at = ${now}, leased_until = null,
    failure = null, response_status = null, delivered_at = null where ${mine}`);
  command.emit({
    type: 'WEBHOOK_DELIVERY_REPLAYED',
    changes: [changed('webhook', row.webhookId, row.webhookId), changed('webhookDelivery', row.id, row.id)],
  });
  return ok({ webhookDeliveryId: row.id });
}
