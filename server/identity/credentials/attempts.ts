import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Config } from '../../platform/config/config.js';
import { addressGroup } from '../../platform/kernel/address-group.js';
import type { UserError } from '../../platform/kernel/user-errors.js';

const HOUR_SECONDS = 3600;

/** How many attempts may fail, and how long the next one waits then. */
export type AttemptRules = Config['signIn'];

/** Something that attempts are counted by. */
interface Counted {
  subject: string;
  most: number;
  seconds: number;
}

/** Hashed, so that what is counted names neither people nor where they are. */
function subjectOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/**
 * Attempts to sign in: by address over all accounts, by account over all addresses that are strange to it, and by both. An address
 * that has signed in to the account lately counts for itself alone, so that nobody is kept out by what others try. An account that does not exist
 * is counted as one that does.
 */
export function attemptsToSignIn(pool: Pool, rules: AttemptRules, email: string, address: string): Attempts {
  const group = addressGroup(address);
  const own = subjectOf('account and address', email, group);
  const { windowSeconds: seconds } = rules;
  const counted = [
    // The address first: beyond its limit nothing is kept of what accounts it names.
    { subject: subjectOf('address', group), most: rules.attemptsPerAddress, seconds },
    { subject: subjectOf('account', email), most: rules.attemptsOfStrangers, seconds: HOUR_SECONDS },
    { subject: own, most: rules.attemptsPerAccount, seconds },
  ];
  return new Attempts(pool, counted, own);
}

/** Attempts of a user to name their present password. They are signed in, and sign-ins do not wait for these. */
export function attemptsAtOwnPassword(pool: Pool, rules: AttemptRules, userId: string): Attempts {
  const { attemptsPerAccount: most, windowSeconds: seconds } = rules;
  return new Attempts(pool, [{ subject: subjectOf('own password', userId), most, seconds }]);
}

/** Attempts at something else from an address, counted apart. */
export function attemptsFrom(pool: Pool, rules: AttemptRules, what: string, address: string): Attempts {
  const { attemptsPerAddress: most, windowSeconds: seconds } = rules;
  return new Attempts(pool, [{ subject: subjectOf(what, addressGroup(address)), most, seconds }]);
}

/** One attempt, counted in the database: all servers count together. */
export class Attempts {
  readonly #pool: Pool;
  readonly #counted: readonly Counted[];
  readonly #own: string | null;
  #familiar = false;

  /** `own`: which of what is counted is the address's own. */
  constructor(pool: Pool, counted: readonly Counted[], own: string | null = null) {
    this.#pool = pool;
    this.#counted = counted;
    this.#own = own;
  }

  /** Counts this attempt as one that fails; gives until when to wait if there were too many, and then it is not counted. */
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

  /** It did not fail: people who come often do not wait, and the address is familiar from now on. */
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
