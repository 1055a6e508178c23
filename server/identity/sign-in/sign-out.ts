import type { CommandContext } from '../../platform/commands/command-context.js';
import { sql } from '../../platform/db/sql.js';
import { ok, type Result } from '../../platform/kernel/result.js';
import { endSessions } from '../sessions/end-sessions.js';

/** Ends the session of the request. API keys have no session; they are revoked instead. */
export async function signOut(command: CommandContext): Promise<Result<{ signedOut: boolean }>> {
  const { actor } = command;
  if (actor.kind !== 'user') return ok({ signedOut: false });
  await endSessions(command, actor.userId, sql`s.id = ${actor.sessionId}`);
  return ok({ signedOut: true });
}
