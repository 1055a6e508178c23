import type { Pool, PoolClient } from 'pg';
import { Admission, Busy } from '../kernel/admission.js';
import type { Asker } from '../kernel/fair-queue.js';
import { Unavailable } from '../kernel/unavailable.js';

/** Where a session gets its connection from. Releasing it gives it back. */
export interface ConnectionSource {
  connect(): Promise<PoolClient>;
}

/** Of a pool of this size: how many connections actors have together, and how many one of them. */
export function sharesOf(size: number): { total: number; perActor: number } {
  // One is left for looking up who asks, and for what nobody waits for. An actor has two where others keep one: a change of its own
  // that waits for a lock does not hold up the rest of what it does.
  const perActor = Math.max(1, Math.min(Math.max(2, Math.floor(size * 0.4)), size - 1));
  return { total: size > 3 ? size - 1 : size, perActor };
}

/** The budget of operations bounds how many may wait. */
const ALL = Number.MAX_SAFE_INTEGER;

/**
 * The connections of a pool, shared fairly: no actor has more than its part, however much it asks for, and actors that wait take
 * turns.
 */
export class FairConnections {
  readonly #pool: Pool;
  readonly #admission: Admission;
  readonly #total: number;
  #served = 0;

  /** `waitMs`: how long one waits for a connection; null: for as long as it takes. */
  constructor(pool: Pool, size: number, waitMs: number | null) {
    const { total, perActor } = sharesOf(size);
    const bounds = { perActor, perGroup: total, total };
    this.#pool = pool;
    this.#total = total;
    this.#admission = new Admission(
      { ...bounds, waitingPerActor: ALL, waitingPerGroup: ALL, waiting: ALL },
      waitMs,
    );
  }

  /** The connections that an actor gets. */
  of(asker: Asker): ConnectionSource {
    return {
      connect: async () => {
        const giveBack = await this.#enter(asker);
        try {
          const client = await this.#pool.connect();
          // The pool makes a new one for each who gets the connection.
          const { release } = client;
          client.release = (error) => {
            release(error);
            giveBack();
          };
          return client;
        } catch (error) {
          giveBack();
          throw error;
        }
      },
    };
  }

  /** Runs what takes one connection of the pool for itself. */
  async run<T>(asker: Asker, work: () => Promise<T>): Promise<T> {
    const giveBack = await this.#enter(asker);
    try {
      return await work();
    } finally {
      giveBack();
    }
  }

  /** How many wait. */
  get waiting(): number {
    return this.#admission.queue.waiting;
  }

  /** Whether some wait because actors have all the connections that there are for them. */
  get areAllTaken(): boolean {
    const { inUse, waiting } = this.#admission.queue;
    return waiting > 0 && inUse >= this.#total;
  }

  /** How many connections have been given out so far. */
  get served(): number {
    return this.#served;
  }

  async #enter(asker: Asker): Promise<() => void> {
    try {
      const giveBack = await this.#admission.enter(asker, 1);
      this.#served += 1;
      return giveBack;
    } catch (error) {
      if (error instanceof Busy) throw new Unavailable('No database connection became free in time.');
      throw error;
    }
  }
}
