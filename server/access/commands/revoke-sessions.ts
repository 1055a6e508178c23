import type { Change } from '../../changes/change.js';
import { sql } from '../../db/sql.js';
import { InputCheck } from '../../kernel/check.js';
import { forbidden, notFound } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { canPeople } from '../../people/index.js';
import { endSessions } from '../end-sessions.js';

export interface RevokeSessions {
  userId?: string | null;
  keepCurrent?: boolean | null;
}

/** Ends all sessions of a user: one's own, or for administrators anybody's. */
export async function revokeSessions(
  change: Change,
  input: RevokeSessions,
): Promise<Result<{ revokedCount: number }>> {
  const { actor, organisationId } = change;
  const check = new InputCheck();
  const given = check.id('userId', input.userId, 'User');
  if (check.errors.length > 0) return refused(...check.errors);
  if (actor.kind !== 'user')
    return refused(forbidden('SCOPE', 'Sessions are ended by people, not by API keys.'));
  const userId = given ?? actor.userId;
  if (!canPeople(actor, 'endSessions', userId)) {
    return refused(forbidden('ROLE', "Ending others' sessions is for administrators.", ['userId']));
  }
  const [user] = await change.query(
    sql`select 1 from users where organisation_id = ${organisationId} and id = ${userId}`,
  );
  if (!user) return refused(notFound(['userId'], input.userId, 'user'));
  const which = input.keepCurrent ? sql`s.id <> ${actor.sessionId}` : sql`true`;
  return done({ revokedCount: await endSessions(change, userId, which) });
}
