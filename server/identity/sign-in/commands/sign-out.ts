import type { CommandContext } from '../../../platform/commands/command-context.js';
import { sql } from '../../../platform/db/sql.js';
import { ok, type Result } from '../../../platform/kernel/result.js';
import { endSessions } from '../../sessions/end-sessions.js';

/** Ends the session that the request is made with. An API key has none: it is revoked. */
export async function signOut(command: CommandContext): Promise<Result<{ signedOut: boolean }>> {
  const { actor } = command;
  if (actor.kind !== 'user') return ok({ signedOut: false });
  await endSessions(command, actor.userId, sql`s.id = ${actor.sessionId}`);
  return ok({ signedOut: true });
}
