import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { madeId } from '../platform/graphql/made-id.js';
import { command, mutations } from '../platform/graphql/mutations.js';
import type { Result } from '../platform/kernel/result.js';
import { createConfigurationItem, updateConfigurationItem } from './commands/configuration-items.js';
import { createService, updateService } from './commands/services.js';
import { itemsById, servicesById } from './data/reads.js';
import { toItem, toService } from './node.js';

export const cmdbMutations = mutations({
  createService: command(createService, servicePayload),
  updateService: command(updateService, servicePayload),
  createConfigurationItem: command(createConfigurationItem, itemPayload),
  updateConfigurationItem: command(updateConfigurationItem, itemPayload),
});

async function servicePayload(ctx: Context, result: Result<{ serviceId: string }>) {
  const row = result.ok ? await ctx.reads.load(servicesById, result.value.serviceId) : null;
  const serviceId = madeId('Service', result, (made) => made.serviceId);
  return { service: row ? toService(row) : null, serviceId, errors: await errorsOf(ctx, result) };
}

async function itemPayload(ctx: Context, result: Result<{ configurationItemId: string }>) {
  const row = result.ok ? await ctx.reads.load(itemsById, result.value.configurationItemId) : null;
  const configurationItemId = madeId(
    'ConfigurationItem',
    result,
    ({ configurationItemId }) => configurationItemId,
  );
  return {
    configurationItem: row ? toItem(row) : null,
    configurationItemId,
    errors: await errorsOf(ctx, result),
  };
}
