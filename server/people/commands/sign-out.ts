import { endSessions } from '../../access/index.js';
import type { Change } from '../../changes/change.js';
import { sql } from '../../db/sql.js';
import { done, type Result } from '../../kernel/result.js';

/** Ends the session that the request is made with. An API key has none: it is revoked. */
export async function signOut(change: Change): Promise<Result<{ signedOut: boolean }>> {
  const { actor } = change;
  if (actor.kind !== 'user') return done({ signedOut: false });
  await endSessions(change, actor.userId, sql`s.id = ${actor.sessionId}`);
  return done({ signedOut: true });
}
