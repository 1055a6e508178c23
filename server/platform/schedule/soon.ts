/** Runs a work soon after it is asked for: never twice at the same time, and not more often than every `ms`. */
export class Soon {
  readonly #work: () => Promise<unknown>;
  readonly #ms: number;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> | undefined;
  #endedAt = 0;
  #isAsked = false;
  #closed = false;

  /** `work` never fails. */
  constructor(ms: number, work: () => Promise<unknown>) {
    this.#ms = ms;
    this.#work = work;
  }

  ask(): void {
    this.#isAsked = true;
    if (this.#closed || this.#timer || this.#running) return;
    const wait = Math.max(0, this.#endedAt + this.#ms - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#isAsked = false;
      this.#running = this.#work().finally(() => {
        this.#running = undefined;
        this.#endedAt = Date.now();
        if (this.#isAsked) this.ask();
      });
    }, wait);
    this.#timer.unref();
  }

  /** Ends, when the running work has. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }
}
