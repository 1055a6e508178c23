import type { Pool } from 'pg';
import { forbidden, invalid, type UserError } from '../../../platform/kernel/user-errors.js';
import { type AttemptRules, attemptsAtOwnPassword, rateLimited } from '../../credentials/attempts.js';
import { verifyPassword } from '../../credentials/passwords.js';
import { accountOf } from '../data/account.js';

/**
 * Whether somebody who changes their own password knows the present one; null when they do. A token alone, which may have been
 * stolen or lent, does not take an account over. Who has no password comes by the identity provider, and would outlive it
 * with one of their own making. Attempts have a limit of their own: what somebody tries here keeps nobody from signing in.
 */
export async function presentPasswordRefusal(
  pool: Pool,
  rules: AttemptRules,
  given: { email: string; currentPassword: string | null | undefined; now: Date },
): Promise<UserError | null> {
  const { email, currentPassword, now } = given;
  const account = await accountOf(pool, email);
  if (!account?.passwordHash) {
    const message = 'Your account has no password to change. Ask an administrator to set one.';
    return forbidden('NO_PASSWORD', message, ['password']);
  }
  if (typeof currentPassword !== 'string')
    return invalid(
      ['currentPassword'],
      'REQUIRED',
      'currentPassword is required to change your own password.',
    );
  const attempts = attemptsAtOwnPassword(pool, rules, account.userId);
  const limitedUntil = await attempts.begin();
  if (limitedUntil) return rateLimited(limitedUntil, now);
  if (!(await verifyPassword(account.passwordHash, currentPassword.slice(0, 1000))))
    return invalid(['currentPassword'], 'WRONG', 'currentPassword is not your password.');
  await attempts.succeed();
  return null;
}
