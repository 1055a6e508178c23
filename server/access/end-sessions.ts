import type { Change } from '../changes/change.js';
import { type Sql, sql } from '../db/sql.js';
import { recordOnce } from './record.js';

/**
 * Ends those of a user's sessions `s` that still run and are meant, and tells the log; gives how many. Whoever ends one of their
 * own has signed out.
 */
export async function endSessions(change: Change, userId: string, which: Sql): Promise<number> {
  const { organisationId, actor, now } = change;
  const ended = await change.query(sql<{ id: string; address: string | null }>`
    update sessions s set revoked_at = ${now.toISOString()}
    where s.organisation_id = ${organisationId} and s.user_id = ${userId} and s.revoked_at is null
      and s.expires_at > ${now.toISOString()} and ${which}
    returning s.id, s.address`);
  if (ended.length === 0) return 0;
  if (actor.kind === 'user' && actor.userId === userId) {
    const entry = { kind: 'SIGN_OUT', organisationId, userId, address: null } as const;
    await change.query(recordOnce(entry, now));
  }
  change.emit({
    type: 'SESSIONS_ENDED',
    changes: [
      { field: 'user', from: userId, to: userId },
      ...ended.map(({ id }) => ({ field: 'session', from: id, to: null })),
    ],
  });
  return ended.length;
}
