import { visibleSessions } from '../../authz/access.js';
import type { Change } from '../../changes/change.js';
import { sql } from '../../db/sql.js';
import { InputCheck } from '../../kernel/check.js';
import { notFound } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { endSessions } from '../end-sessions.js';

/** Ends a session that the actor sees. Doing it again changes nothing. */
export async function revokeSession(
  change: Change,
  input: { sessionId: string },
): Promise<Result<{ sessionId: string }>> {
  const check = new InputCheck();
  const id = check.id('sessionId', input.sessionId, 'Session');
  if (check.errors.length > 0) return refused(...check.errors);
  const [session] = await change.query(sql<{ userId: string }>`
    select s.user_id as "userId" from sessions s where ${visibleSessions(change.actor)} and s.id = ${id}`);
  if (!session) return refused(notFound(['sessionId'], input.sessionId, 'session'));
  await endSessions(change, session.userId, sql`s.id = ${id}`);
  return done({ sessionId: id });
}
