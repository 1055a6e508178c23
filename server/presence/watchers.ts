import type { Hints } from '../platform/live/hints/hints.js';

/** The subscriptions of this server to the presence at tickets, by ticket. Hints about presence wake them. */
class Watchers {
  readonly #at = new Map<string, Set<() => void>>();

  constructor(hints: Hints) {
    hints.on('presence', ({ ticketId }) => {
      // A hint about many tickets does not name them.
      const concerned = ticketId === null ? [...this.#at.values()] : [this.#at.get(ticketId) ?? []];
      for (const watching of concerned) for (const wake of [...watching]) wake();
    });
  }

  /** Calls back when the presence at a ticket may have changed. Returns a function that ends it. */
  watch(ticketId: string, wake: () => void): () => void {
    const watching = this.#at.get(ticketId) ?? new Set();
    this.#at.set(ticketId, watching.add(wake));
    return () => {
      watching.delete(wake);
      if (watching.size === 0 && this.#at.get(ticketId) === watching) this.#at.delete(ticketId);
    };
  }
}

const ofHints = new WeakMap<Hints, Watchers>();

/** The watchers of a server. */
export function watchersOf(hints: Hints): Watchers {
  let watchers = ofHints.get(hints);
  if (!watchers) {
    watchers = new Watchers(hints);
    ofHints.set(hints, watchers);
  }
  return watchers;
}
