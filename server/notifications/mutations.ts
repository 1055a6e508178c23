import type { Context } from '../platform/graphql/context.js';
import { errorsOf } from '../platform/graphql/errors.js';
import { command, mutations } from '../platform/graphql/mutations.js';
import type { Result } from '../platform/kernel/result.js';
import { markNotificationsRead, markNotificationsUnread } from './commands/mark-notifications.js';
import { updateNotificationPreferences } from './commands/update-preferences.js';
import { viewerPreferences } from './data/reads.js';

export const notificationMutations = mutations({
  markNotificationsRead: command(markNotificationsRead, markedPayload),
  markNotificationsUnread: command(markNotificationsUnread, markedPayload),
  updateNotificationPreferences: command(updateNotificationPreferences, async (ctx, result) => ({
    notificationPreferences: result.ok ? await viewerPreferences(ctx.reads) : null,
    errors: await errorsOf(ctx, result),
  })),
});

async function markedPayload(ctx: Context, result: Result<{ markedCount: number }>) {
  return { markedCount: result.ok ? result.value.markedCount : null, errors: await errorsOf(ctx, result) };
}
