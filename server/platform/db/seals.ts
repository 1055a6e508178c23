import type { Pool } from 'pg';
import { Seal, type Sealer } from '../kernel/seal.js';

/**
 * Seals values that clients keep, with keys in the database, so that every server and a restored database can open them. One key seals.
 * Earlier keys open what they sealed for as long as the log can be replayed. A coming key already opens, because another server can use it
 * first.
 */
export class Seals implements Sealer {
  readonly #pool: Pool;
  readonly #replayMs: number;
  #sealing: Seal | undefined;
  #opening: Seal[] = [];

  private constructor(pool: Pool, replayMs: number) {
    this.#pool = pool;
    this.#replayMs = replayMs;
  }

  static async load(pool: Pool, replayMs: number): Promise<Seals> {
    const seals = new Seals(pool, replayMs);
    await seals.refresh();
    return seals;
  }

  /** Reads the keys again, because they change without a restart. */
  async refresh(): Promise<void> {
    const { rows } = await this.#pool.query<{ secret: Buffer; seals: boolean }>(
      'select secret, seals from usable_cursor_keys($1)',
      [this.#replayMs / 1000],
    );
    const keys = rows.map(({ secret, seals }) => ({ seal: new Seal(secret), seals }));
    this.#sealing = keys.find(({ seals }) => seals)?.seal;
    this.#opening = keys.map(({ seal }) => seal);
    if (!this.#sealing) throw new Error('the database has no key for sealing cursors');
  }

  seal(context: string, value: Uint8Array): Buffer {
    if (!this.#sealing) throw new Error('no keys were read');
    return this.#sealing.seal(context, value);
  }

  open(context: string, sealed: Uint8Array): Buffer | null {
    for (const seal of this.#opening) {
      const value = seal.open(context, sealed);
      if (value) return value;
    }
    return null;
  }
}
