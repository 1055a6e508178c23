import { verifyPassword } from '../../authn/passwords.js';
import type { Database } from '../../db/database.js';
import { forbidden, invalid, type Refusal } from '../../kernel/refusals.js';
import { type AttemptRules, accountOf, attemptsOf, rateLimited } from '../attempts.js';

/**
 * Whether somebody who changes their own password knows the present one; null when they do. A token alone, which may have been
 * stolen or lent, does not take an account over. Who has no password comes by the identity provider, and would outlive it
 * with one of their own making. Attempts are limited together with those to sign in.
 */
export async function presentPasswordRefusal(
  db: Database,
  rules: AttemptRules,
  given: { email: string; currentPassword: string | null | undefined; address: string; now: Date },
): Promise<Refusal | null> {
  const { email, currentPassword, address, now } = given;
  const account = await accountOf(db, email);
  if (!account?.passwordHash) {
    const message = 'There is no password of yours to be changed; an administrator may give you one.';
    return forbidden('NO_PASSWORD', message, ['password']);
  }
  if (typeof currentPassword !== 'string')
    return invalid(['currentPassword'], 'REQUIRED', 'currentPassword must be given to change your own.');
  const attempts = attemptsOf(db, rules, email, address);
  const limitedUntil = await attempts.begin();
  if (limitedUntil) return rateLimited(limitedUntil, now);
  if (!(await verifyPassword(account.passwordHash, currentPassword.slice(0, 1000))))
    return invalid(['currentPassword'], 'WRONG', 'currentPassword is not your password.');
  await attempts.takeBack();
  return null;
}
