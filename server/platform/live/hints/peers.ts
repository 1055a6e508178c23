/** Other servers above this number are not counted one by one. */
const MOST = 1000;

/** The other servers from which something was heard recently. */
export class Peers {
  readonly #forgetAfterMs: number;
  readonly #heardAt = new Map<string, number>();

  constructor(forgetAfterMs: number) {
    this.#forgetAfterMs = forgetAfterMs;
  }

  /** Notes that a server is there. Returns whether it is a new one. */
  heard(sender: string): boolean {
    const isNew = !this.#heardAt.delete(sender);
    if (this.#heardAt.size < MOST) this.#heardAt.set(sender, Date.now());
    return isNew;
  }

  get areThere(): boolean {
    return this.count > 0;
  }

  /** Whether a server that is there has said nothing for this long. */
  isSilent(ms: number): boolean {
    if (!this.areThere) return false;
    const [longest = 0] = this.#heardAt.values();
    return longest < Date.now() - ms;
  }

  get count(): number {
    const since = Date.now() - this.#forgetAfterMs;
    // The one that was heard longest ago comes first.
    for (const [sender, at] of this.#heardAt) {
      if (at >= since) break;
      this.#heardAt.delete(sender);
    }
    return this.#heardAt.size;
  }
}
