import type { Access, Authenticator, Ending } from '../actor/authenticator.js';
import type { Log } from '../observability/log.js';

/** How often the sessions and API keys of open WebSockets are checked. */
const ASK_MS = 3000;
/** The most in one statement. */
const BATCH = 1000;
/** How soon one is checked again that should have expired but, by the clock of the database, has not. */
const LEAST_MS = 50;
// The longest time of a timer.
const LONGEST_MS = 2 ** 31 - 1;

interface Watched {
  access: Access;
  ended: Set<(ending: Ending) => void>;
  expiry?: NodeJS.Timeout | undefined;
}

/**
 * Ends what was opened with a session or API key when this expires, and within seconds when it is revoked or signed out, or its user
 * deactivated, on any server. A session that is renewed goes on.
 */
export class TokenWatch {
  readonly #authn: Authenticator;
  readonly #now: () => Date;
  readonly #log: Log;
  readonly #timer: NodeJS.Timeout;
  /** By organisation and id. */
  readonly #watched = new Map<string, Map<string, Watched>>();
  #asking = false;

  constructor(authn: Authenticator, now: () => Date, log: Log) {
    this.#authn = authn;
    this.#now = now;
    this.#log = log;
    this.#timer = setInterval(() => void this.#ask(), ASK_MS);
    this.#timer.unref();
  }

  /** Calls back once when the session or key has ended. Returns a function that ends the watching. */
  watch(
    organisationId: string,
    access: Access,
    expiresAt: Date | null,
    ended: (ending: Ending) => void,
  ): () => void {
    const all = this.#watched.get(organisationId) ?? new Map<string, Watched>();
    const watched = all.get(access.id) ?? { access, ended: new Set() };
    watched.ended.add(ended);
    this.#watched.set(organisationId, all.set(access.id, watched));
    if (!watched.expiry) this.#expectAt(organisationId, watched, expiresAt);
    return () => {
      watched.ended.delete(ended);
      if (watched.ended.size === 0 && all.get(access.id) === watched) this.#forget(organisationId, watched);
    };
  }

  close(): void {
    clearInterval(this.#timer);
    for (const all of this.#watched.values()) for (const { expiry } of all.values()) clearTimeout(expiry);
  }

  #forget(organisationId: string, watched: Watched): void {
    clearTimeout(watched.expiry);
    const all = this.#watched.get(organisationId);
    all?.delete(watched.access.id);
    if (all?.size === 0) this.#watched.delete(organisationId);
  }

  #expectAt(organisationId: string, watched: Watched, expiresAt: Date | null): void {
    clearTimeout(watched.expiry);
    watched.expiry = undefined;
    if (!expiresAt) return;
    const ms = Math.max(expiresAt.getTime() - this.#now().getTime(), LEAST_MS);
    const look = () =>
      void this.#look(organisationId, [watched], 'ALL').catch((error) => this.#failed(error));
    watched.expiry = setTimeout(look, Math.min(ms, LONGEST_MS));
    watched.expiry.unref();
  }

  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      for (const [organisationId, watched] of [...this.#watched]) {
        const all = [...watched.values()];
        for (let from = 0; from < all.length; from += BATCH)
          await this.#look(organisationId, all.slice(from, from + BATCH), 'ENDED');
      }
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#asking = false;
    }
  }

  async #look(organisationId: string, watched: readonly Watched[], which: 'ALL' | 'ENDED'): Promise<void> {
    const of = watched.map(({ access }) => access);
    for (const { id, ending, expiresAt } of await this.#authn.standings(organisationId, of, which)) {
      const one = this.#watched.get(organisationId)?.get(id);
      if (!one) continue;
      if (!ending) {
        this.#expectAt(organisationId, one, expiresAt);
        continue;
      }
      this.#forget(organisationId, one);
      for (const ended of one.ended) ended(ending);
    }
  }

  #failed(error: unknown): void {
    this.#log.warn({ err: error }, 'ended tokens could not be read and will be tried again');
  }
}
