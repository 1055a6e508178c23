import type { Pool } from 'pg';
import { forbidden, invalid, type UserError } from '../../../platform/kernel/user-errors.js';
import { type AttemptRules, attemptsAtOwnPassword, rateLimited } from '../../credentials/attempts.js';
import { verifyPassword } from '../../credentials/passwords.js';
import { accountOf } from '../data/account.js';

/**
 * Checks the present password of a user who changes their own; returns null when it is right. So a token that was stolen or lent cannot
 * take over the account. A user without a password signs in by the identity provider and cannot set one, because it would keep working
 * after the provider removes them. These attempts have their own limit, so that they do not block sign-ins.
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
