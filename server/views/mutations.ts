import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { madeId } from '../platform/graphql/made-id.js';
import { command, mutations } from '../platform/graphql/mutations.js';
import type { Result } from '../platform/kernel/result.js';
import { createSavedView, deleteSavedView, updateSavedView } from './commands/saved-views.js';
import { savedViewsById } from './data/reads.js';
import { toSavedView } from './node.js';

export const savedViewMutations = mutations({
  createSavedView: command(createSavedView, savedViewPayload),
  updateSavedView: command(updateSavedView, savedViewPayload),
  deleteSavedView: command(deleteSavedView, async (ctx, result) => ({
    savedViewId: idOf(result),
    errors: await errorsOf(ctx, result),
  })),
});

async function savedViewPayload(ctx: Context, result: Result<{ savedViewId: string }>) {
  const row = result.ok ? await ctx.reads.load(savedViewsById, result.value.savedViewId) : null;
  return {
    savedView: row ? toSavedView(row) : null,
    savedViewId: idOf(result),
    errors: await errorsOf(ctx, result),
  };
}

function idOf(result: Result<{ savedViewId: string }>): string | null {
  return madeId('SavedView', result, ({ savedViewId }) => savedViewId);
}
