import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  CreateConfigurationItemInput,
  CreateConfigurationItemPayload,
  CreateServiceInput,
  CreateServicePayload,
  UpdateConfigurationItemInput,
  UpdateConfigurationItemPayload,
  UpdateServiceInput,
  UpdateServicePayload,
} from '../platform/contract/generated/types.js';
import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { madeId } from '../platform/graphql/made-id.js';
import type { Result } from '../platform/kernel/result.js';
import { createConfigurationItem, updateConfigurationItem } from './commands/configuration-items.js';
import { createService, updateService } from './commands/services.js';
import { itemsById, servicesById } from './data/reads.js';
import { toItem, toService } from './node.js';

@Resolver()
export class CmdbMutations {
  @Mutation(() => CreateServicePayload)
  async createService(
    @Arg('input', () => CreateServiceInput) input: CreateServiceInput,
    @Ctx() ctx: Context,
  ): Promise<CreateServicePayload> {
    return servicePayload(ctx, await ctx.change({ operation: 'createService', input, run: createService }));
  }

  @Mutation(() => UpdateServicePayload)
  async updateService(
    @Arg('input', () => UpdateServiceInput) input: UpdateServiceInput,
    @Ctx() ctx: Context,
  ): Promise<UpdateServicePayload> {
    return servicePayload(ctx, await ctx.change({ operation: 'updateService', input, run: updateService }));
  }

  @Mutation(() => CreateConfigurationItemPayload)
  async createConfigurationItem(
    @Arg('input', () => CreateConfigurationItemInput) input: CreateConfigurationItemInput,
    @Ctx() ctx: Context,
  ): Promise<CreateConfigurationItemPayload> {
    return itemPayload(
      ctx,
      await ctx.change({ operation: 'createConfigurationItem', input, run: createConfigurationItem }),
    );
  }

  @Mutation(() => UpdateConfigurationItemPayload)
  async updateConfigurationItem(
    @Arg('input', () => UpdateConfigurationItemInput) input: UpdateConfigurationItemInput,
    @Ctx() ctx: Context,
  ): Promise<UpdateConfigurationItemPayload> {
    return itemPayload(
      ctx,
      await ctx.change({ operation: 'updateConfigurationItem', input, run: updateConfigurationItem }),
    );
  }
}

async function servicePayload(ctx: Context, result: Result<{ serviceId: string }>) {
  const row = result.ok ? await ctx.reads.load(servicesById, result.value.serviceId) : null;
  const serviceId = madeId('Service', result, (made) => made.serviceId);
  return { service: row ? toService(row) : null, serviceId, errors: await errorsOf(ctx, result) };
}

async function itemPayload(ctx: Context, result: Result<{ itemId: string }>) {
  const row = result.ok ? await ctx.reads.load(itemsById, result.value.itemId) : null;
  const configurationItemId = madeId('ConfigurationItem', result, ({ itemId }) => itemId);
  return {
    configurationItem: row ? toItem(row) : null,
    configurationItemId,
    errors: await errorsOf(ctx, result),
  };
}
