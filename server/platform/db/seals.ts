import type { Pool } from 'pg';
import { Seal, type Sealer } from '../kernel/seal.js';

/**
 * Seals what clients keep for us with keys that the database holds, so that every server opens it, and a restored database does too.
 * One key seals. Those before it open what they have sealed, for as long as the log replays; one to come opens already, since another
 * server may seal with it first.
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

  /** Reads the keys again: they are changed without a restart. */
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
