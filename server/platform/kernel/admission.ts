import { type Asker, type Bounds, FairQueue } from './fair-queue.js';

/** What was asked for was not to be had in time. Nothing was done. */
export class Busy extends Error {
  /** `QUEUE_FULL`: too many wait already; `WAITED`: the turn did not come in time. */
  readonly why: 'QUEUE_FULL' | 'WAITED';
  readonly retryAfterSeconds: number;

  constructor(why: 'QUEUE_FULL' | 'WAITED', retryAfterSeconds: number) {
    super(why);
    this.why = why;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** A fair queue in which one waits for a bounded time. */
export class Admission {
  readonly queue: FairQueue;
  readonly #waitMs: number | null;

  /** `waitMs`: how long one waits at most; null: for as long as it takes. */
  constructor(bounds: Bounds, waitMs: number | null) {
    this.queue = new FairQueue(bounds);
    this.#waitMs = waitMs;
  }

  /**
   * Waits for one's turn; gives what gives everything back. Throws `Busy` when that takes too long, and the signal's reason when
   * the client has gone: then the place in the queue is free at once.
   */
  async enter(asker: Asker, weight: number, signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    const { promise: turn, resolve, reject } = Promise.withResolvers<void>();
    const retryAfterSeconds = Math.max(1, Math.ceil((this.#waitMs ?? 0) / 1000));
    const place = this.queue.enter(asker, weight, resolve);
    if (!place) throw new Busy('QUEUE_FULL', retryAfterSeconds);
    if (place.state === 'running') return place.leave;
    const gone = (): void => reject(signal?.reason);
    const tooLong = (): void => reject(new Busy('WAITED', retryAfterSeconds));
    const timer = this.#waitMs === null ? undefined : setTimeout(tooLong, this.#waitMs);
    signal?.addEventListener('abort', gone, { once: true });
    try {
      await turn;
      return place.leave;
    } catch (error) {
      place.leave();
      throw error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', gone);
    }
  }
}
