import type { Pool } from 'pg';
import { hashToken } from '../authn/tokens.js';
import type { Log } from '../observability/log.js';

/** How often it is asked whether the tokens of open sockets still work. */
const ASK_MS = 3000;
/** So many in one statement. */
const BATCH = 1000;

/**
 * Ends what was opened with a token within seconds of the token's end: revoked, signed out, run out, or its user deactivated;
 * whichever server that was done on.
 */
export class TokenWatch {
  readonly #pool: Pool;
  readonly #log: Log;
  readonly #timer: NodeJS.Timeout;
  /** By the token's hash, in hex: what to do when it ends. */
  readonly #watched = new Map<string, Set<() => void>>();
  #asking = false;

  constructor(pool: Pool, log: Log) {
    this.#pool = pool;
    this.#log = log;
    this.#timer = setInterval(() => void this.#ask(), ASK_MS);
    this.#timer.unref();
  }

  /** Calls back once when the token has ended; gives what ends the watching. */
  watch(token: string, ended: () => void): () => void {
    const hash = hashToken(token).toString('hex');
    const watchers = this.#watched.get(hash) ?? new Set();
    this.#watched.set(hash, watchers.add(ended));
    return () => {
      watchers.delete(ended);
      if (watchers.size === 0 && this.#watched.get(hash) === watchers) this.#watched.delete(hash);
    };
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      const hashes = [...this.#watched.keys()];
      for (let from = 0; from < hashes.length; from += BATCH)
        await this.#end(hashes.slice(from, from + BATCH));
    } catch (error) {
      this.#log.warn({ err: error }, 'it could not be asked which tokens have ended; it will be tried again');
    } finally {
      this.#asking = false;
    }
  }

  async #end(hashes: readonly string[]): Promise<void> {
    const { rows } = await this.#pool.query<{ hash: Buffer }>('select ended_tokens($1) as hash', [
      hashes.map((hash) => Buffer.from(hash, 'hex')),
    ]);
    for (const { hash } of rows) {
      const watchers = [...(this.#watched.get(hash.toString('hex')) ?? [])];
      this.#watched.delete(hash.toString('hex'));
      for (const ended of watchers) ended();
    }
  }
}
