import { LockMode } from '@mikro-orm/core';
import type { AccessRecorder } from '../../platform/actor/access-recorder.js';
import { type ClientInfo } from '../../platform/actor/client-info.js';
import type { DemoAccounts } from '../../platform/actor/demo-accounts.js';
import type { SignInInput } from '../../platform/contract/generated/types.js';
import type { Database } from '../../platform/db/database.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { storedForm } from '../../platform/kernel/texts.js';
import { newToken } from '../../platform/kernel/tokens.js';
import type { UserError } from '../../platform/kernel/user-errors.js';
import type { Metrics } from '../../platform/observability/metrics.js';
import { type AttemptRules, attemptsToSignIn, rateLimited } from '../credentials/attempts.js';
import { PUBLIC_PASSWORD, verifyPassword } from '../credentials/passwords.js';
import { type Account, accountOf } from '../people/data/account.js';
import { UserEntity } from '../people/data/entities.js';
import { beginSession } from '../sessions/session.js';

export interface SignInRules extends AttemptRules {
  sessionMs: number;
}

const outcomes = { RATE_LIMITED: 'limited', WRONG_PASSWORD: 'wrong', DEACTIVATED: 'refused' } as const;

/** The services that signing in needs. */
export interface SignInServices {
  db: Database;
  access: AccessRecorder;
  metrics: Metrics;
  rules: SignInRules;
  demo: DemoAccounts;
}

/**
 * Signs in with a local account. Every attempt is counted in the database, by account and by address, before the password is compared, and
 * taken back when it succeeds: so guessing is limited over all servers. The answer does not show whether the account or the password is
 * wrong.
 */
export async function signIn(
  { db, access, metrics, rules, demo }: SignInServices,
  input: SignInInput,
  clientInfo: ClientInfo,
  now: Date,
): Promise<Result<{ token: string; expiresAt: Date }>> {
  const email = storedForm(input.email).toLowerCase().slice(0, 254).replaceAll('\u0000', '');
  const attempts = attemptsToSignIn(db.pool, rules, email, clientInfo.address);
  const refuse = (reason: keyof typeof outcomes, account: Account | undefined, refusal: UserError) => {
    metrics.signIn('password', outcomes[reason]);
    if (account) {
      const { organisationId, userId } = account;
      const address = reason === 'RATE_LIMITED' ? null : clientInfo.address;
      // Not awaited: the response time would show that the account exists.
      void access.count({
        kind: 'SIGN_IN_REFUSED',
        method: 'PASSWORD',
        organisationId,
        userId,
        reason,
        address,
      });
    }
    return err(refusal);
  };
  const limitedUntil = await attempts.begin();
  const found = await accountOf(db.pool, email);
  if (limitedUntil) return refuse('RATE_LIMITED', found, rateLimited(limitedUntil, now));
  const fits = await verifyPassword(found?.passwordHash ?? null, input.password.slice(0, 1000));
  // A server that other machines can reach never accepts the public password, even if another server wrote it to the database.
  const isClosed = input.password === PUBLIC_PASSWORD && demo !== 'PUBLIC';
  if (!found || !fits || isClosed) return refuse('WRONG_PASSWORD', found, invalidCredentials());
  if (!found.active) return refuse('DEACTIVATED', found, invalidCredentials());
  const token = newToken('tws', found.organisationId);
  const expiresAt = new Date(now.getTime() + rules.sessionMs);
  const { organisationId, userId, passwordHash } = found;
  const signedIn = await db.transaction(organisationId, async (tx) => {
    // Refused when the password was changed while it was being verified: that change ended all sessions.
    const unchanged = { organisationId, id: userId, passwordHash, active: true };
    const user = await tx.findOne(UserEntity, unchanged, { lockMode: LockMode.PESSIMISTIC_READ });
    if (!user) return false;
    await beginSession(tx, { organisationId, userId, token, method: 'PASSWORD', clientInfo, now, expiresAt });
    return true;
  });
  if (!signedIn) return refuse('WRONG_PASSWORD', found, invalidCredentials());
  // Only failures stay counted, so that people who sign in often are not locked out.
  await attempts.succeed();
  metrics.signIn('password', 'ok');
  return ok({ token, expiresAt });
}

function invalidCredentials(): UserError {
  return {
    __typename: 'InvalidCredentialsError',
    code: 'INVALID_CREDENTIALS',
    message: 'The e-mail address or the password is wrong, or the account is not active.',
    path: ['input'],
  };
}
