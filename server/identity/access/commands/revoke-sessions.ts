import type { CommandContext } from '../../../platform/commands/command-context.js';
import type { RevokeSessionsInput } from '../../../platform/contract/generated/types.js';
import { sql } from '../../../platform/db/sql.js';
import { InputCheck } from '../../../platform/kernel/check.js';
import { err, ok, type Result } from '../../../platform/kernel/result.js';
import { forbidden, notFound } from '../../../platform/kernel/user-errors.js';
import { canPeople } from '../../people/index.js';
import { endSessions } from '../../sessions/end-sessions.js';

/** Ends all sessions of a user: the actor's own, or for administrators those of any user. */
export async function revokeSessions(
  command: CommandContext,
  input: RevokeSessionsInput,
): Promise<Result<{ revokedCount: number }>> {
  const { actor, organisationId } = command;
  const check = new InputCheck();
  const given = check.id('userId', input.userId, 'User');
  if (check.errors.length > 0) return err(...check.errors);
  if (actor.kind !== 'user')
    return err(forbidden('SCOPE', 'API keys cannot end sessions. Sign in as a user.'));
  const userId = given ?? actor.userId;
  if (!canPeople(actor, 'endSessions', userId)) {
    return err(forbidden('ROLE', 'Only administrators can end the sessions of other users.', ['userId']));
  }
  const [user] = await command.query(
    sql`select 1 from users where organisation_id = ${organisationId} and id = ${userId}`,
  );
  if (!user) return err(notFound(['userId'], input.userId, 'user'));
  const which = input.keepCurrent ? sql`s.id <> ${actor.sessionId}` : sql`true`;
  return ok({ revokedCount: await endSessions(command, userId, which) });
}
