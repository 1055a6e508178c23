import { type Asker, type Bounds, FairQueue } from './fair-queue.js';

/** The work was not admitted in time, and was not done. */
export class Busy extends Error {
  /** `QUEUE_FULL`: the queue was full. `WAITED`: the turn did not come in time. */
  readonly why: 'QUEUE_FULL' | 'WAITED';
  readonly retryAfterSeconds: number;

  constructor(why: 'QUEUE_FULL' | 'WAITED', retryAfterSeconds: number) {
    super(why);
    this.why = why;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** A fair queue with a limit on the time that work waits in it. */
export class Admission {
  readonly queue: FairQueue;
  readonly #waitMs: number | null;

  /** `waitMs`: the longest wait; null: no limit. */
  constructor(bounds: Bounds, waitMs: number | null) {
    this.queue = new FairQueue(bounds);
    this.#waitMs = waitMs;
  }

  /**
   * Waits for admission, and returns a function that releases it. Throws `Busy` when the wait is too long, and the signal's reason when the
   * client disconnects; its place in the queue is then free at once.
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
