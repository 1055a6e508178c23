import type { CommandContext } from '../../platform/commands/command-context.js';
import { sql } from '../../platform/db/sql.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { hashToken, newToken } from '../../platform/kernel/tokens.js';
import { forbidden, invalid } from '../../platform/kernel/user-errors.js';

export interface RenewalRules {
  /** How long a session lasts from now, and how long after signing in it can last, in milliseconds. */
  sessionMs: number;
  sessionRenewalMs: number;
}

/**
 * Gives the session of the request a new token and a later end. The present token works until the first use of the new one, so that a lost
 * answer locks nobody out.
 */
export async function renewSession(
  command: CommandContext,
  { sessionMs, sessionRenewalMs }: RenewalRules,
): Promise<Result<{ token: string; expiresAt: Date }>> {
  const { actor, organisationId, now } = command;
  if (actor.kind !== 'user')
    return err(forbidden('ROLE', 'API keys have no session. Create a new key instead.', []));
  const own = sql`organisation_id = ${organisationId} and id = ${actor.sessionId}`;
  const [session] = await command.query(sql<{ method: string; created: number; expires: number }>`
    select method, (extract(epoch from created_at) * 1000)::float8 as created, (extract(epoch from expires_at) * 1000)::float8 as expires
    from sessions where ${own} for no key update`);
  if (!session) return err(forbidden('ROLE', 'The session has ended. Sign in again.', []));
  if (session.method !== 'PASSWORD') {
    const message = 'Tokens of the identity provider are renewed there. Send its new token.';
    return err(invalid([], 'SESSION_METHOD', message));
  }
  const last = session.created + sessionRenewalMs;
  const expiresAt = new Date(Math.min(now.getTime() + sessionMs, last));
  if (expiresAt.getTime() <= session.expires && last <= now.getTime() + sessionMs)
    return err(invalid([], 'RENEWAL_OVER', 'The session cannot be renewed any more. Sign in again.'));
  const token = newToken('tws', organisationId);
  await command.query(
    sql`update sessions set next_hash = ${hashToken(token)}, expires_at = ${expiresAt.toISOString()} where ${own}`,
  );
  return ok({ token, expiresAt });
}
