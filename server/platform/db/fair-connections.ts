import type { Pool, PoolClient } from 'pg';
import { Admission, Busy } from '../kernel/admission.js';
import type { Asker } from '../kernel/fair-queue.js';
import { Unavailable } from '../kernel/unavailable.js';

/** The source of a session's connection. Releasing returns it. */
export interface ConnectionSource {
  connect(): Promise<PoolClient>;
}

/** For a pool of this size: how many connections all actors together, and one of them, can have. */
export function sharesOf(size: number): { total: number; perActor: number } {
  // One is left for authentication and for background work. An actor has two where others keep one: a change of its own that waits for a
  // lock does not delay its other operations.
  const perActor = Math.max(1, Math.min(Math.max(2, Math.floor(size * 0.4)), size - 1));
  return { total: size > 3 ? size - 1 : size, perActor };
}

/** The budget of operations limits how many can wait. */
const ALL = Number.MAX_SAFE_INTEGER;

/** Shares the connections of a pool fairly: no actor has more than its share, and waiting actors take turns. */
export class FairConnections {
  readonly #pool: Pool;
  readonly #admission: Admission;
  readonly #total: number;
  #served = 0;

  /** `waitMs`: the longest wait for a connection; null: no limit. */
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

  /** The connections of one actor. */
  of(asker: Asker): ConnectionSource {
    return {
      connect: async () => {
        const giveBack = await this.#enter(asker);
        try {
          const client = await this.#pool.connect();
          // The pool makes a new one each time.
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

  /** Runs a function that uses one connection of the pool. */
  async run<T>(asker: Asker, work: () => Promise<T>): Promise<T> {
    const giveBack = await this.#enter(asker);
    try {
      return await work();
    } finally {
      giveBack();
    }
  }

  /** Number of waiting operations. */
  get waiting(): number {
    return this.#admission.queue.waiting;
  }

  /** Whether operations wait because actors use all their connections. */
  get areAllTaken(): boolean {
    const { inUse, waiting } = this.#admission.queue;
    return waiting > 0 && inUse >= this.#total;
  }

  /** Number of connections handed out so far. */
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
