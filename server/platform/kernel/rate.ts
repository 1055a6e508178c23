/** A rate limit: a number per minute, and after a pause as much at once as fits in `burstMs`. It keeps one number for each recent key. */
export class Rate {
  readonly #everyMs: number;
  readonly #burstMs: number;
  /** For each key: when its use so far is made up for. */
  readonly #madeUpAt = new Map<string, number>();
  #sweptAt = 0;

  constructor(perMinute: number, burstMs = 60_000) {
    this.#burstMs = burstMs;
    this.#everyMs = 60_000 / perMinute;
  }

  /** Takes `count` and returns 0; or takes nothing and returns the milliseconds until it can be taken. */
  take(key: string, count: number, now: number): number {
    this.#sweep(now);
    const madeUpAt = Math.max(this.#madeUpAt.get(key) ?? 0, now) + count * this.#everyMs;
    // A key that has used nothing can take more than the burst at once.
    const tooEarly = madeUpAt - now - Math.max(this.#burstMs, count * this.#everyMs);
    if (tooEarly > 0) return Math.ceil(tooEarly);
    this.#madeUpAt.set(key, madeUpAt);
    return 0;
  }

  get size(): number {
    return this.#madeUpAt.size;
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < this.#burstMs) return;
    this.#sweptAt = now;
    for (const [key, madeUpAt] of this.#madeUpAt) if (madeUpAt <= now) this.#madeUpAt.delete(key);
  }
}
