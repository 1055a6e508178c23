import type { Change } from '../../changes/change.js';
import { sql } from '../../db/sql.js';
import { done, type Result } from '../../kernel/result.js';

/** Ends the session that the request is made with. An API key has none: it is revoked. */
export async function signOut(change: Change): Promise<Result<{ signedOut: boolean }>> {
  const { actor, organisationId, now } = change;
  if (actor.kind !== 'user') return done({ signedOut: false });
  await change.query(sql`update sessions set revoked_at = ${now.toISOString()}
    where organisation_id = ${organisationId} and id = ${actor.sessionId}`);
  return done({ signedOut: true });
}
