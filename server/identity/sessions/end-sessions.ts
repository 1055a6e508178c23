import type { CommandContext } from '../../platform/commands/command-context.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { changed } from '../../platform/events/event.js';
import { recordOnce } from './record.js';

/**
 * Ends the active sessions `s` of a user that the condition selects, and records it in the event log. Returns how many. A user who ends
 * their own session is recorded as signed out.
 */
export async function endSessions(command: CommandContext, userId: string, which: Sql): Promise<number> {
  const { organisationId, actor, now } = command;
  const ended = await command.query(sql<{ id: string; address: string | null }>`
    update sessions s set revoked_at = ${now.toISOString()}
    where s.organisation_id = ${organisationId} and s.user_id = ${userId} and s.revoked_at is null
      and s.expires_at > ${now.toISOString()} and ${which}
    returning s.id, s.address`);
  if (ended.length === 0) return 0;
  if (actor.kind === 'user' && actor.userId === userId) {
    const entry = { kind: 'SIGN_OUT', organisationId, userId, address: null } as const;
    await command.query(recordOnce(entry, now));
  }
  command.emit({
    type: 'SESSIONS_ENDED',
    changes: [
      { field: 'user', from: userId, to: userId },
      ...ended.map(({ id }) => changed('session', id, null)),
    ],
  });
  return ended.length;
}
