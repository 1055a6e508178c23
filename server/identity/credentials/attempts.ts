import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Config } from '../../platform/config/config.js';
import { addressGroup } from '../../platform/kernel/address-group.js';
import type { UserError } from '../../platform/kernel/user-errors.js';

const HOUR_SECONDS = 3600;

/** A limit: the number of attempts that can fail, and how long the next one must wait then. */
export type AttemptRules = Config['signIn'];

/** What attempts are counted by: an account, an address, or both. */
interface Counted {
  subject: string;
  most: number;
  seconds: number;
}

/** Hashed, so that the counters name neither people nor addresses. */
function subjectOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/**
 * Sign-in attempts are counted by address over all accounts, by account over all addresses that are unfamiliar to it, and by both together.
 * An address that signed in to the account recently has a counter of its own, so that attempts of others do not lock people out. An account
 * that does not exist is counted like one that does.
 */
export function attemptsToSignIn(pool: Pool, rules: AttemptRules, email: string, address: string): Attempts {
  const group = addressGroup(address);
  const own = subjectOf('account and address', email, group);
  const { windowSeconds: seconds } = rules;
  const counted = [
    // The address first: over its limit, the accounts that it names are not stored.
    { subject: subjectOf('address', group), most: rules.attemptsPerAddress, seconds },
    { subject: subjectOf('account', email), most: rules.attemptsOfStrangers, seconds: HOUR_SECONDS },
    { subject: own, most: rules.attemptsPerAccount, seconds },
  ];
  return new Attempts(pool, counted, own);
}

/** Attempts of a signed-in user to give their present password. Sign-ins do not wait for these. */
export function attemptsAtOwnPassword(pool: Pool, rules: AttemptRules, userId: string): Attempts {
  const { attemptsPerAccount: most, windowSeconds: seconds } = rules;
  return new Attempts(pool, [{ subject: subjectOf('own password', userId), most, seconds }]);
}

/** Other attempts from an address, with a counter of their own. */
export function attemptsFrom(pool: Pool, rules: AttemptRules, what: string, address: string): Attempts {
  const { attemptsPerAddress: most, windowSeconds: seconds } = rules;
  return new Attempts(pool, [{ subject: subjectOf(what, addressGroup(address)), most, seconds }]);
}

/** One attempt. It is counted in the database, so all servers count together. */
export class Attempts {
  readonly #pool: Pool;
  readonly #counted: readonly Counted[];
  readonly #own: string | null;
  #familiar = false;

  /** `own`: the counters that belong to the address. */
  constructor(pool: Pool, counted: readonly Counted[], own: string | null = null) {
    this.#pool = pool;
    this.#counted = counted;
    this.#own = own;
  }

  /** Counts this attempt as failed. If there were too many, it is not counted, and the time until which to wait is returned. */
  async begin(): Promise<Date | null> {
    const { rows } = await this.#pool.query<{ familiar: boolean; until: string | null }>(
      'select familiar, waits_until as "until" from begin_attempt($1, $2, $3, $4)',
      [
        this.#counted.map(({ subject }) => subject),
        this.#counted.map(({ most }) => most),
        this.#counted.map(({ seconds }) => seconds),
        this.#own,
      ],
    );
    const { familiar = false, until = null } = rows[0] ?? {};
    this.#familiar = familiar;
    return until === null ? null : new Date(until);
  }

  /** The attempt succeeded: its count is taken back, so that people who sign in often do not wait, and the address becomes familiar. */
  async succeed(): Promise<void> {
    const subjects = this.#counted.map(({ subject }) => subject);
    const own = this.#own === null ? [] : [this.#own];
    const counted = this.#familiar ? own : subjects;
    await this.#pool.query('select attempt_succeeded($1, $2)', [counted, this.#own]);
  }
}

/** There were too many attempts. */
export function rateLimited(end: Date, now: Date): UserError {
  const retryAfterSeconds = Math.max(1, Math.ceil((end.getTime() - now.getTime()) / 1000));
  return {
    __typename: 'RateLimitedError',
    code: 'RATE_LIMITED',
    message: `Too many attempts. Try again in ${retryAfterSeconds} seconds.`,
    path: ['input'],
    retryAfterSeconds,
  };
}
