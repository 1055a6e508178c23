import type { CommandContext } from '../../../platform/commands/command-context.js';
import type { Role } from '../../../platform/contract/generated/enums.js';
import { sql } from '../../../platform/db/sql.js';
import { changed } from '../../../platform/events/event.js';
import type { UserRow } from '../data/entities.js';
import type { Successor } from '../data/held-work.js';
import { administers, takesWork } from '../rules/leaving.js';
import { settleWork } from './hand-over.js';

/**
 * Carries out what follows when the role of a user changed, or whether they are active: their API keys, and their open work. Also when
 * nothing changed, and there is somebody to take over what is left.
 */
export async function followLeaving(
  command: CommandContext,
  before: { role: Role; active: boolean },
  user: UserRow,
  to: Successor | null,
): Promise<void> {
  const isChanged = before.role !== user.role || before.active !== user.active;
  if (isChanged && !administers(user)) await suspendKeys(command, user.id);
  const tookWork = takesWork(before);
  if (tookWork === takesWork(user)) {
    if (to) await settleWork(command, user.id, to);
    return;
  }
  user.leftAt = tookWork ? command.now : null;
  await settleWork(command, user.id, to);
}

/** Suspends the keys of a user who is no administrator that can administer. */
async function suspendKeys(command: CommandContext, userId: string): Promise<void> {
  const { organisationId, now } = command;
  const suspended = await command.query(sql<{
    id: string;
  }>`update api_keys set suspended_at = ${now.toISOString()}
    where organisation_id = ${organisationId} and created_by_user_id = ${userId} and 'ADMINISTRATION' = any (scopes)
      and revoked_at is null and suspended_at is null
    returning id`);
  for (const { id } of suspended)
    command.emit({ type: 'API_KEY_SUSPENDED', changes: [changed('apiKey', id, id)] });
}
