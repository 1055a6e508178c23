/**
 * Answers equal questions together. Those that come while one is being answered are answered by one that begins after all of
 * them: nobody gets an answer that is older than the question. At most one is under way for each key.
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
