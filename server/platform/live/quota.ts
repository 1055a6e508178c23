/** Counts how many each key has at once, up to a limit. Keys with none take no memory. */
export class Quota {
  readonly #most: number;
  readonly #held = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** How many a key has now. */
  of(key: string): number {
    return this.#held.get(key) ?? 0;
  }

  /** Takes one. Returns a function that releases it, or null when none is left. */
  take(key: string): (() => void) | null {
    const held = this.of(key);
    if (held >= this.#most) return null;
    this.#held.set(key, held + 1);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      const left = (this.#held.get(key) ?? 1) - 1;
      if (left > 0) this.#held.set(key, left);
      else this.#held.delete(key);
    };
  }
}
