import type { Pool } from 'pg';
import { runOnce } from '../db/run-once.js';
import { sql } from '../db/sql.js';
import { hashToken } from '../kernel/tokens.js';
import type { Log } from '../observability/log.js';

/** How often the tokens of open WebSockets are checked. */
const ASK_MS = 3000;
/** The most tokens in one statement. */
const BATCH = 1000;

/**
 * Ends what was opened with a token within seconds of the token's end: revoked, signed out, expired, or its user deactivated, on any
 * server.
 */
export class TokenWatch {
  readonly #pool: Pool;
  readonly #log: Log;
  readonly #timer: NodeJS.Timeout;
  /** By organisation and hash of the token (hex): what to do when it ends. */
  readonly #watched = new Map<string, Map<string, Set<() => void>>>();
  #asking = false;

  constructor(pool: Pool, log: Log) {
    this.#pool = pool;
    this.#log = log;
    this.#timer = setInterval(() => void this.#ask(), ASK_MS);
    this.#timer.unref();
  }

  /** Calls back once when the token has ended. Returns a function that ends the watching. */
  watch(organisationId: string, token: string, ended: () => void): () => void {
    const hash = hashToken(token).toString('hex');
    const tokens = this.#watched.get(organisationId) ?? new Map<string, Set<() => void>>();
    const watchers = tokens.get(hash) ?? new Set();
    this.#watched.set(organisationId, tokens.set(hash, watchers.add(ended)));
    return () => {
      watchers.delete(ended);
      if (watchers.size === 0 && tokens.get(hash) === watchers) tokens.delete(hash);
      if (tokens.size === 0 && this.#watched.get(organisationId) === tokens)
        this.#watched.delete(organisationId);
    };
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      for (const [organisationId, tokens] of [...this.#watched]) {
        const hashes = [...tokens.keys()];
        for (let from = 0; from < hashes.length; from += BATCH)
          await this.#end(organisationId, hashes.slice(from, from + BATCH));
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'ended tokens could not be read and will be tried again');
    } finally {
      this.#asking = false;
    }
  }

  async #end(organisationId: string, hashes: readonly string[]): Promise<void> {
    const given = hashes.map((hash) => Buffer.from(hash, 'hex'));
    const rows = await runOnce(
      this.#pool,
      organisationId,
      sql<{ hash: Buffer }>`select given.hash from unnest(${given}::bytea[]) given (hash)
        where not exists (select 1 from sessions s
          join users u on u.organisation_id = ${organisationId} and u.id = s.user_id
          where s.organisation_id = ${organisationId} and s.token_hash = given.hash
            and s.revoked_at is null and s.expires_at > now() and u.active)
        and not exists (select 1 from api_keys k
          where k.organisation_id = ${organisationId} and k.token_hash = given.hash
            and k.revoked_at is null and (k.expires_at is null or k.expires_at > now()))`,
    );
    const tokens = this.#watched.get(organisationId);
    for (const { hash } of rows) {
      const watchers = [...(tokens?.get(hash.toString('hex')) ?? [])];
      tokens?.delete(hash.toString('hex'));
      for (const ended of watchers) ended();
    }
  }
}
