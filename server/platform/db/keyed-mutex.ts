/** Runs calls with the same key one at a time. Waiters hold nothing, in particular no database connection. */
export class KeyedMutex {
  readonly #last = new Map<string, Promise<void>>();

  /** Runs when all earlier calls with the same key have ended, successfully or not. */
  async runExclusive<T>(what: string, run: () => Promise<T>): Promise<T> {
    const before = this.#last.get(what);
    const { promise: over, resolve: end } = Promise.withResolvers<void>();
    this.#last.set(what, over);
    try {
      await before;
      return await run();
    } finally {
      end();
      if (this.#last.get(what) === over) this.#last.delete(what);
    }
  }
}
