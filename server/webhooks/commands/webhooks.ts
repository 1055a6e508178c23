import { canPeople } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type {
  CreateWebhookInput,
  DeleteWebhookInput,
  RotateWebhookSecretInput,
  UpdateWebhookInput,
} from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import { insertInto, updateOf } from '../../platform/db/write-rows.js';
import { changed } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { newId, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { conflict, forbidden, invalid, notFound } from '../../platform/kernel/user-errors.js';
import { MOST_WEBHOOKS } from '../data/deliveries.js';
import { WebhookEntity, type WebhookRow } from '../data/entities.js';
import { webhookColumns } from '../data/reads.js';
import { checkKinds, checkUrl } from '../rules/input.js';

const HOUR_MS = 3_600_000;
const MOST_OVERLAP = 168;

const onlyAdministrators = () => forbidden('ROLE', 'Only administrators have webhooks.');

/** Creates a webhook with this secret. */
export const createWebhook =
  (input: CreateWebhookInput, secret: string) =>
  async (command: CommandContext): Promise<Result<{ webhookId: string; secret: string }>> => {
    const { organisationId, actor, onBehalfOf, now } = command;
    if (!canPeople(actor, 'administer')) return err(onlyAdministrators());
    const check = new InputCheck();
    const url = checkUrl(check, input.url) ?? '';
    const kinds = checkKinds(check, input.kinds) ?? null;
    if (check.errors.length > 0) return err(...check.errors);
    // Others that create one wait here, so that they are counted.
    await command.query(sql`select 1 from organisations where id = ${organisationId} for no key update`);
    const found = await command.query(sql`select 1 from webhooks where organisation_id = ${organisationId}`);
    if (found.length >= MOST_WEBHOOKS)
      return err(invalid(['url'], 'TOO_MANY', `An organisation can have at most ${MOST_WEBHOOKS} webhooks.`));
    const row = { organisationId, id: newId(), url, kinds, active: true, secret, version: 1 };
    const by = { createdByUserId: onBehalfOf.userId, createdByKeyId: onBehalfOf.keyId };
    await command.query(insertInto(WebhookEntity, { ...row, ...by, createdAt: now, updatedAt: now }));
    command.emit({
      type: 'WEBHOOK_CREATED',
      changes: [changed('webhook', null, row.id), changed('url', null, url)],
    });
    return ok({ webhookId: row.id, secret });
  };

/** Changes a webhook, or switches it off and on. */
export async function updateWebhook(
  command: CommandContext,
  input: UpdateWebhookInput,
): Promise<Result<{ webhookId: string }>> {
  const found = await webhookToChange(command, input.webhookId);
  if (!found.ok) return found;
  const before = found.value;
  const check = new InputCheck();
  for (const field of ['url', 'active'] as const) check.notNull(field, input[field]);
  const url = typeof input.url === 'string' ? checkUrl(check, input.url) : before.url;
  const kinds = input.kinds === undefined ? before.kinds : checkKinds(check, input.kinds);
  if (check.errors.length > 0) return err(...check.errors);
  if (typeof input.expectedVersion === 'number' && input.expectedVersion !== before.version)
    return err(conflict(before.version, toGlobalId('Webhook', before.id)));
  const given = { url: url ?? before.url, kinds: kinds ?? null, active: input.active ?? before.active };
  const value = { webhookId: before.id };
  if (!updateOf(WebhookEntity, before, { ...before, ...given })) return ok(value);
  await write(command, before, given);
  const differs = (field: keyof typeof given) =>
    JSON.stringify(before[field] ?? null) !== JSON.stringify(given[field]);
  command.emit({
    type: 'WEBHOOK_UPDATED',
    changes: [
      changed('webhook' as const, before.id, before.id),
      ...(['url', 'kinds', 'active'] as const)
        .filter(differs)
        .map((field) => changed(field, before[field] ?? null, given[field])),
    ],
  });
  return ok(value);
}

/** Gives a webhook this secret. The former one also signs for a while. */
export const rotateWebhookSecret =
  (input: RotateWebhookSecretInput, secret: string) =>
  async (command: CommandContext): Promise<Result<{ webhookId: string; secret: string }>> => {
    const found = await webhookToChange(command, input.webhookId);
    if (!found.ok) return found;
    const before = found.value;
    const hours = input.overlapHours ?? 24;
    if (hours < 0 || hours > MOST_OVERLAP)
      return err(
        invalid(
          ['overlapHours'],
          'OUT_OF_RANGE',
          `overlapHours must be between 0 and ${MOST_OVERLAP}; it is ${hours}.`,
        ),
      );
    const ends = hours === 0 ? null : new Date(command.now.getTime() + hours * HOUR_MS);
    await write(command, before, {
      secret,
      formerSecret: ends && before.secret,
      formerSecretEndsAt: ends,
    });
    command.emit({ type: 'WEBHOOK_SECRET_ROTATED', changes: [changed('webhook', before.id, before.id)] });
    return ok({ webhookId: before.id, secret });
  };

/** Deletes a webhook with its deliveries. */
export async function deleteWebhook(
  command: CommandContext,
  input: DeleteWebhookInput,
): Promise<Result<{ webhookId: string }>> {
  const found = await webhookToChange(command, input.webhookId);
  if (!found.ok) return found;
  const { organisationId } = command;
  const { id } = found.value;
  await command.query(sql`delete from webhooks where organisation_id = ${organisationId} and id = ${id}`);
  command.emit({ type: 'WEBHOOK_DELETED', changes: [changed('webhook', id, null)] });
  return ok({ webhookId: id });
}

/** The webhook with a global id, locked, if the actor administers the organisation. */
async function webhookToChange(command: CommandContext, globalId: string): Promise<Result<WebhookRow>> {
  if (!canPeople(command.actor, 'administer')) return err(onlyAdministrators());
  const check = new InputCheck();
  const id = check.id('webhookId', globalId, 'Webhook');
  if (check.errors.length > 0) return err(...check.errors);
  const { organisationId } = command;
  const [row] = await command.query(sql<WebhookRow>`select ${webhookColumns} from webhooks w
    where w.organisation_id = ${organisationId} and w.id = ${id} for no key update`);
  return row ? ok(row) : err(notFound(['webhookId'], globalId, 'webhook'));
}

async function write(command: CommandContext, before: WebhookRow, given: Partial<WebhookRow>): Promise<void> {
  const after = { ...before, ...given, version: before.version + 1, updatedAt: command.now };
  const update = updateOf(WebhookEntity, before, after);
  if (update) await command.query(update);
}
