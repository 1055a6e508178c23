/**
 * How often something may happen: so often a minute, and at once as much as fits in `burstMs` after as long a pause. One number is kept
 * of each key that was seen lately.
 */
export class Rate {
  readonly #everyMs: number;
  readonly #burstMs: number;
  /** When what each has used so far is made up for. */
  readonly #madeUpAt = new Map<string, number>();
  #sweptAt = 0;

  constructor(perMinute: number, burstMs = 60_000) {
    this.#burstMs = burstMs;
    this.#everyMs = 60_000 / perMinute;
  }

  /** Takes `count`; gives 0, or (nothing is taken then) in how many milliseconds it can be taken. */
  take(key: string, count: number, now: number): number {
    this.#sweep(now);
    const madeUpAt = Math.max(this.#madeUpAt.get(key) ?? 0, now) + count * this.#everyMs;
    // A key that has used nothing may take more than that at once.
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
