import type { Context } from '../../platform/graphql/context.js';
import { errorsOf } from '../../platform/graphql/errors.js';
import { command, mutations } from '../../platform/graphql/mutations.js';
import type { Result } from '../../platform/kernel/result.js';
import { sessionsById } from '../sessions/reads.js';
import { revokeSession } from './commands/revoke-session.js';
import { revokeSessions } from './commands/revoke-sessions.js';
import { toSession } from './node.js';

export const accessMutations = mutations({
  revokeSession: command(revokeSession, sessionPayload),
  revokeSessions: command(revokeSessions, async (ctx, result) => ({
    revokedCount: result.ok ? result.value.revokedCount : null,
    errors: await errorsOf(ctx, result),
  })),
});

async function sessionPayload(ctx: Context, result: Result<{ sessionId: string }>) {
  const own = ctx.actor.kind === 'user' && result.ok && result.value.sessionId === ctx.actor.sessionId;
  const row = result.ok && !own ? await ctx.reads.load(sessionsById, result.value.sessionId) : null;
  return { session: row ? toSession(row, ctx.actor) : null, errors: await errorsOf(ctx, result) };
}
