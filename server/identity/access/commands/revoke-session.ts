import type { CommandContext } from '../../../platform/commands/command-context.js';
import type { RevokeSessionInput } from '../../../platform/contract/generated/types.js';
import { sql } from '../../../platform/db/sql.js';
import { InputCheck } from '../../../platform/kernel/check.js';
import { err, ok, type Result } from '../../../platform/kernel/result.js';
import { notFound } from '../../../platform/kernel/user-errors.js';
import { endSessions } from '../../sessions/end-sessions.js';
import { visibleSessions } from '../../sessions/visibility.js';

/** Ends a session that the actor can see. Repeating it changes nothing. */
export async function revokeSession(
  command: CommandContext,
  input: RevokeSessionInput,
): Promise<Result<{ sessionId: string }>> {
  const check = new InputCheck();
  const id = check.id('sessionId', input.sessionId, 'Session');
  if (check.errors.length > 0) return err(...check.errors);
  const [session] = await command.query(sql<{ userId: string }>`
    select s.user_id as "userId" from sessions s where ${visibleSessions(command.actor)} and s.id = ${id}`);
  if (!session) return err(notFound(['sessionId'], input.sessionId, 'session'));
  await endSessions(command, session.userId, sql`s.id = ${id}`);
  return ok({ sessionId: id });
}
