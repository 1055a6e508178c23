import type { Hints } from '../platform/live/hints/hints.js';

/** How often the presence is read without a hint, while hints may be lost. */
const LOOK_MS = 2000;

/**
 * The subscriptions of this server to the presence at tickets, by ticket. Hints about presence wake them. No log tells of presence, so while
 * hints may be lost they are woken from time to time.
 */
class Watchers {
  readonly #hints: Hints;
  readonly #at = new Map<string, Set<() => void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(hints: Hints) {
    this.#hints = hints;
    hints.on('presence', ({ ticketId }) => {
      // A hint about many tickets does not name them.
      if (ticketId === null) this.#wakeAll();
      else for (const wake of [...(this.#at.get(ticketId) ?? [])]) wake();
    });
  }

  /** Calls back when the presence at a ticket may have changed. Returns a function that ends it. */
  watch(ticketId: string, wake: () => void): () => void {
    const watching = this.#at.get(ticketId) ?? new Set();
    this.#at.set(ticketId, watching.add(wake));
    this.#timer ??= setInterval(() => this.#look(), LOOK_MS).unref();
    return () => {
      watching.delete(wake);
      if (watching.size === 0 && this.#at.get(ticketId) === watching) this.#at.delete(ticketId);
      if (this.#at.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  #look(): void {
    if (this.#hints.mayMiss) this.#wakeAll();
  }

  #wakeAll(): void {
    for (const watching of this.#at.values()) for (const wake of [...watching]) wake();
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
