import { createHash } from 'node:crypto';
import type { Config } from '../config.js';
import type { Database } from '../db/database.js';
import { addressGroup } from '../kernel/address-group.js';
import type { Refusal } from '../kernel/refusals.js';

/** How many attempts at a password may fail. */
export interface AttemptRules {
  attemptsPerAccount: number;
  attemptsPerAddress: number;
  windowSeconds: number;
}

/** The rules that are configured. */
export function attemptRules({ signIn }: Config): AttemptRules {
  return { ...signIn, windowSeconds: signIn.windowMs / 1000 };
}

export interface Account {
  organisationId: string;
  userId: string;
  passwordHash: string | null;
  active: boolean;
}

/** The account of an e-mail address. */
export async function accountOf(db: Database, email: string): Promise<Account | undefined> {
  const { rows } = await db.pool.query<Account>(
    'select organisation_id as "organisationId", user_id as "userId", password_hash as "passwordHash", active from sign_in_account($1)',
    [email],
  );
  return rows[0];
}

/** The attempts of an account and of an address, in windows that all servers share. */
export function attemptsOf(db: Database, rules: AttemptRules, email: string, address: string) {
  // Hashed, so that the table of attempts holds no addresses of people.
  const account = createHash('sha256').update(email).digest('base64url');
  const subjects = [
    // The address first: beyond its limit nothing is kept of what accounts it names.
    { subject: `address ${addressGroup(address)}`, most: rules.attemptsPerAddress },
    { subject: `account ${account}`, most: rules.attemptsPerAccount },
  ];
  return counted(db, rules, subjects);
}

/** The attempts at something else from an address, counted apart. */
export function attemptsFrom(db: Database, rules: AttemptRules, what: string, address: string) {
  const subject = `${what} address ${addressGroup(address)}`;
  return counted(db, rules, [{ subject, most: rules.attemptsPerAddress }]);
}

function counted(db: Database, rules: AttemptRules, subjects: readonly { subject: string; most: number }[]) {
  const count = (subject: string, by: number) => countAttempt(db, subject, rules.windowSeconds, by);
  return {
    /** Counts this attempt; gives when the window ends if there were too many in it. */
    async begin(): Promise<Date | null> {
      for (const [i, { subject, most }] of subjects.entries()) {
        const { attempts, end } = await count(subject, 1);
        if (attempts <= most) continue;
        // What is refused is no failure: many at once with the right password do not lock the account.
        for (const counted of subjects.slice(0, i + 1)) await count(counted.subject, -1);
        return end;
      }
      return null;
    },
    /** An attempt that succeeds is none. */
    async takeBack(): Promise<void> {
      for (const { subject } of subjects) await count(subject, -1);
    },
  };
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

/** There were too many attempts. */
export function rateLimited(end: Date, now: Date): Refusal {
  const retryAfterSeconds = Math.max(1, Math.ceil((end.getTime() - now.getTime()) / 1000));
  return {
    __typename: 'RateLimitedError',
    code: 'RATE_LIMITED',
    message: `Too many attempts; try again in ${retryAfterSeconds} seconds.`,
    path: ['input'],
    retryAfterSeconds,
  };
}
