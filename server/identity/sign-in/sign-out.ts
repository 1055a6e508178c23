import type { CommandContext } from '../../platform/commands/command-context.js';
import { sql } from '../../platform/db/sql.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden } from '../../platform/kernel/user-errors.js';
import { endSessions } from '../sessions/end-sessions.js';

/** Ends the session of the request. API keys have no session; they are revoked instead. */
export async function signOut(command: CommandContext): Promise<Result<{ signedOut: boolean }>> {
  const { actor } = command;
  if (actor.kind !== 'user')
    return err(forbidden('ROLE', 'An API key has no session. Revoke the key with revokeApiKey.'));
  await endSessions(command, actor.userId, sql`s.id = ${actor.sessionId}`);
  return ok({ signedOut: true });
}
