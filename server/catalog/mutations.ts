import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { madeId } from '../platform/graphql/made-id.js';
import { command, mutations } from '../platform/graphql/mutations.js';
import type { Result } from '../platform/kernel/result.js';
import { createCategory, updateCategory } from './commands/categories.js';
import { createQueue, updateQueue } from './commands/queues.js';
import { categoriesById, queuesById } from './data/reads.js';
import { toCategory, toQueue } from './node.js';

export const catalogMutations = mutations({
  createQueue: command(createQueue, queuePayload),
  updateQueue: command(updateQueue, queuePayload),
  createCategory: command(createCategory, categoryPayload),
  updateCategory: command(updateCategory, categoryPayload),
});

async function queuePayload(ctx: Context, result: Result<{ queueId: string }>) {
  const row = result.ok ? await ctx.reads.load(queuesById, result.value.queueId) : null;
  const queueId = madeId('Queue', result, (made) => made.queueId);
  return { queue: row ? toQueue(row) : null, queueId, errors: await errorsOf(ctx, result) };
}

async function categoryPayload(ctx: Context, result: Result<{ categoryId: string }>) {
  const row = result.ok ? await ctx.reads.load(categoriesById, result.value.categoryId) : null;
  return { category: row ? toCategory(row) : null, errors: await errorsOf(ctx, result) };
}
