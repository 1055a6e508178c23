import type { CommandContext } from '../../platform/commands/command-context.js';
import { sql } from '../../platform/db/sql.js';
import type { UserError } from '../../platform/kernel/user-errors.js';
import { type Unfinished, type UnfinishedLimits, waitForRoom } from '../rules/unfinished.js';

/** The error when one more upload of this size exceeds the limits; null when it fits. It counts over all servers. */
export async function tooManyUnfinished(
  command: CommandContext,
  size: number,
  limits: UnfinishedLimits,
): Promise<UserError | null> {
  const { organisationId, onBehalfOf, now } = command;
  const account = onBehalfOf.userId ?? onBehalfOf.keyId;
  // One at a time: two concurrent announcements must not both take the last room.
  await command.query(
    sql`select pg_advisory_xact_lock(hashtextextended(${`uploads ${organisationId} ${account}`}, 0))`,
  );
  const rows = await command.query(sql<{ size: number; expiresAt: string }>`
    select size, expires_at as "expiresAt" from attachments
    where organisation_id = ${organisationId} and coalesce(uploaded_by_user_id, uploaded_by_key_id) = ${account}
      and state in ('PENDING', 'CHECKED') and expires_at > ${now}
    order by expires_at limit 1000`);
  const retryAfterSeconds = waitForRoom(rows.map(toUnfinished), size, limits, now);
  if (retryAfterSeconds === null) return null;
  const most = `${limits.uploads} uploads of ${limits.bytes} bytes together`;
  return {
    __typename: 'RateLimitedError',
    code: 'RATE_LIMITED',
    message: `At most ${most} can wait for their completion. Complete your uploads, or try again in ${retryAfterSeconds} seconds.`,
    path: ['input'],
    retryAfterSeconds,
  };
}

function toUnfinished({ size, expiresAt }: { size: number; expiresAt: string }): Unfinished {
  return { size, expiresAt: new Date(expiresAt) };
}
