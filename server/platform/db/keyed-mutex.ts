/**
 * Lets those who want the same thing go one after the other. Who only waits for another holds nothing meanwhile, least of all a
 * connection of the database.
 */
export class KeyedMutex {
  readonly #last = new Map<string, Promise<void>>();

  /** Runs when everybody who came before for the same thing is done, however that ended. */
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
