import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { madeId } from '../platform/graphql/made-id.js';
import { byHand, command, mutations } from '../platform/graphql/mutations.js';
import type { Result } from '../platform/kernel/result.js';
import { replayWebhookDelivery } from './commands/replay-delivery.js';
import { createWebhook, deleteWebhook, rotateWebhookSecret, updateWebhook } from './commands/webhooks.js';
import { deliveriesById, webhooksById } from './data/reads.js';
import { toDelivery, toWebhook } from './node.js';
import { newSecret } from './rules/message.js';

interface Changed {
  webhookId: string;
  /** Left out when a repeated call is answered. */
  secret?: string;
}

const keep = ({ webhookId }: Changed): Changed => ({ webhookId });

export const webhookMutations = mutations({
  createWebhook: byHand(async (ctx, input, operation) => {
    const run = createWebhook(input, newSecret());
    const result = await ctx.change<object, Changed>({ operation, input, run, keep });
    return { ...(await payload(ctx, result)), ...idOf(result), secret: secretOf(result) };
  }),
  updateWebhook: command(updateWebhook, payload),
  deleteWebhook: command(deleteWebhook, async (ctx, result) => ({
    ...idOf(result),
    errors: await errorsOf(ctx, result),
  })),
  rotateWebhookSecret: byHand(async (ctx, input, operation) => {
    const run = rotateWebhookSecret(input, newSecret());
    const result = await ctx.change<object, Changed>({ operation, input, run, keep });
    return { ...(await payload(ctx, result)), secret: secretOf(result) };
  }),
  replayWebhookDelivery: command(replayWebhookDelivery, async (ctx, result) => {
    const row = result.ok ? await ctx.reads.load(deliveriesById, result.value.webhookDeliveryId) : null;
    return { webhookDelivery: row ? toDelivery(row) : null, errors: await errorsOf(ctx, result) };
  }),
});

async function payload(ctx: Context, result: Result<Changed>) {
  const row = result.ok ? await ctx.reads.load(webhooksById, result.value.webhookId) : null;
  return { webhook: row ? toWebhook(row) : null, errors: await errorsOf(ctx, result) };
}

function idOf(result: Result<Changed>) {
  return { webhookId: madeId('Webhook', result, ({ webhookId }) => webhookId) };
}

function secretOf(result: Result<Changed>): string | null {
  return result.ok ? (result.value.secret ?? null) : null;
}
