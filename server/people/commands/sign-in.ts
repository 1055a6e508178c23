import { createHash } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import { verifyPassword } from '../../authn/passwords.js';
import { hashToken, newToken } from '../../authn/tokens.js';
import type { Database } from '../../db/database.js';
import { newId } from '../../kernel/ids.js';
import type { Refusal } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { SessionEntity, UserEntity } from '../entities.js';

export interface SignInRules {
  attemptsPerAccount: number;
  attemptsPerAddress: number;
  windowSeconds: number;
  sessionMs: number;
}

interface Account {
  organisationId: string;
  userId: string;
  passwordHash: string | null;
  active: boolean;
}

/**
 * Signs in with a local account. Every attempt is counted, by account and by address, in the database, before the password
 * is looked at, and taken back when it succeeds: guessing is bounded over all servers. Which of account and password is wrong can not be told apart.
 */
export async function signIn(
  db: Database,
  rules: SignInRules,
  input: { email: string; password: string },
  address: string,
  now: Date,
): Promise<Result<{ token: string; expiresAt: Date }>> {
  const email = input.email.trim().toLowerCase().slice(0, 254).replaceAll('\u0000', '');
  // Hashed, so that the table of attempts holds no addresses of people.
  const account = createHash('sha256').update(email).digest('base64url');
  const subjects = [
    { subject: `account ${account}`, most: rules.attemptsPerAccount },
    { subject: `address ${address}`, most: rules.attemptsPerAddress },
  ];
  for (const { subject, most } of subjects) {
    const { attempts, end } = await countAttempt(db, subject, rules.windowSeconds, 1);
    if (attempts > most) {
      // What is refused is no failure: many at once with the right password do not lock the account.
      await countAttempt(db, subject, rules.windowSeconds, -1);
      return refused(rateLimited(end, now));
    }
  }
  const { rows } = await db.pool.query<Account>(
    'select organisation_id as "organisationId", user_id as "userId", password_hash as "passwordHash", active from sign_in_account($1)',
    [email],
  );
  const found = rows[0];
  const fits = await verifyPassword(found?.passwordHash ?? null, input.password.slice(0, 1000));
  if (!found?.active || !fits) return refused(invalidCredentials());
  // Only failures count in the end, so that people who sign in often are not locked out.
  for (const { subject } of subjects) await countAttempt(db, subject, rules.windowSeconds, -1);
  const token = newToken('tws');
  const expiresAt = new Date(now.getTime() + rules.sessionMs);
  const em = db.fork();
  em.setSessionContext({ variables: { 'app.organisation_id': found.organisationId } });
  const signedIn = await em.transactional(async (tx) => {
    // Not with a password that was changed while it was being verified: its sessions were ended.
    const { organisationId, userId, passwordHash } = found;
    const unchanged = { organisationId, id: userId, passwordHash, active: true };
    const user = await tx.findOne(UserEntity, unchanged, { lockMode: LockMode.PESSIMISTIC_READ });
    if (!user) return false;
    tx.create(
      SessionEntity,
      {
        organisationId: found.organisationId,
        id: newId(),
        userId: found.userId,
        tokenHash: hashToken(token),
        createdAt: now,
        expiresAt,
        revokedAt: null,
      },
      { persist: true },
    );
    return true;
  });
  if (!signedIn) return refused(invalidCredentials());
  return done({ token, expiresAt });
}

async function countAttempt(
  db: Database,
  subject: string,
  windowSeconds: number,
  by: number,
): Promise<{ attempts: number; end: Date }> {
  const { rows } = await db.pool.query<{ attempts: number; end: string }>(
    'select attempts, window_end as "end" from count_sign_in_attempt($1, $2, $3)',
    [subject, windowSeconds, by],
  );
  return { attempts: rows[0]?.attempts ?? 0, end: new Date(rows[0]?.end ?? 0) };
}

function rateLimited(end: Date, now: Date): Refusal {
  const retryAfterSeconds = Math.max(1, Math.ceil((end.getTime() - now.getTime()) / 1000));
  return {
    __typename: 'RateLimitedError',
    code: 'RATE_LIMITED',
    message: `Too many attempts to sign in; try again in ${retryAfterSeconds} seconds.`,
    path: ['input'],
    retryAfterSeconds,
  };
}

function invalidCredentials(): Refusal {
  return {
    __typename: 'InvalidCredentialsError',
    code: 'INVALID_CREDENTIALS',
    message: 'E-mail address and password do not fit together.',
    path: ['input'],
  };
}
