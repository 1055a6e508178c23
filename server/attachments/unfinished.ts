import type { Change } from '../changes/change.js';
import { sql } from '../db/sql.js';
import type { Refusal } from '../kernel/refusals.js';
import { type Unfinished, type UnfinishedLimits, waitForRoom } from './rules/unfinished.js';

/** Why somebody may not announce one more upload of this size just now; null when they may. Holds over all servers. */
export async function tooManyUnfinished(
  change: Change,
  size: number,
  limits: UnfinishedLimits,
): Promise<Refusal | null> {
  const { organisationId, performer, now } = change;
  const who = performer.userId ?? performer.keyId;
  // One after the other: two at once must not both find the last room.
  await change.query(
    sql`select pg_advisory_xact_lock(hashtextextended(${`uploads ${organisationId} ${who}`}, 0))`,
  );
  const rows = await change.query(sql<{ size: number; expiresAt: string }>`
    select size, expires_at as "expiresAt" from attachments
    where organisation_id = ${organisationId} and coalesce(uploaded_by_user_id, uploaded_by_key_id) = ${who}
      and state = 'PENDING' and expires_at > ${now}
    order by expires_at limit 1000`);
  const retryAfterSeconds = waitForRoom(rows.map(toUnfinished), size, limits, now);
  if (retryAfterSeconds === null) return null;
  const most = `${limits.uploads} uploads of ${limits.bytes} bytes together`;
  return {
    __typename: 'RateLimitedError',
    code: 'RATE_LIMITED',
    message: `At most ${most} may be announced and not completed. Complete yours, or try again in ${retryAfterSeconds} seconds.`,
    path: ['input'],
    retryAfterSeconds,
  };
}

function toUnfinished({ size, expiresAt }: { size: number; expiresAt: string }): Unfinished {
  return { size, expiresAt: new Date(expiresAt) };
}
