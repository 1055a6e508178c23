/**
 * Joins equal calls. Calls that come while one runs share one later run, which begins after all of them: so no caller gets a result that is
 * older than its call. At most one run is under way for each key.
 */
export class Joined<T> {
  readonly #running = new Map<string, { now: Promise<T>; next: Promise<T> | undefined }>();

  ask(key: string, answer: () => Promise<T>): Promise<T> {
    const running = this.#running.get(key);
    if (!running) return this.#begin(key, answer);
    running.next ??= running.now.then(
      () => this.#begin(key, answer),
      () => this.#begin(key, answer),
    );
    return running.next;
  }

  #begin(key: string, answer: () => Promise<T>): Promise<T> {
    const entry = { now: answer(), next: undefined };
    this.#running.set(key, entry);
    const over = (): void => {
      if (this.#running.get(key) === entry && !entry.next) this.#running.delete(key);
    };
    entry.now.then(over, over);
    return entry.now;
  }
}
