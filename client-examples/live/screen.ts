import type { StreamItem } from './items.ts';

/** The longest time that items wait for their position. Servers that send no position at the end of a step are applied by it. */
const MOST_MS = 200;

/**
 * One moment a screen: the server sends all items of a step to the subscriptions of one connection, then a position to each of them. A screen
 * collects the items and applies them together, so that a ticket never shows in two lists, or in a list but not in its count. While a
 * subscription replays what it missed, its steps are its own.
 *
 *     const screen = new Screen(() => render());
 *     followView(live, { …, screen, onView: (view) => { page.rows = view.rows; } });
 *     follow(live, { …, onItem: screen.collect((item) => { page.counts = … }) });
 */
export class Screen {
  readonly #onApplied: () => void;
  readonly #waiting: { stream: object; apply: () => void }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `onApplied` is called when all items of a moment are applied. */
  constructor(onApplied: () => void) {
    this.#onApplied = onApplied;
  }

  /** An `onItem` for one subscription. `apply` gets its items later, in order. */
  collect<Item extends StreamItem>(apply: (item: Item) => void): (item: Item) => void {
    const stream = {};
    return (item) => {
      const { __typename } = item;
      // A position without items of its own says nothing about the others.
      const endsStep =
        __typename.endsWith('Snapshot') ||
        (__typename === 'StreamPosition' && this.#waiting.some((one) => one.stream === stream));
      this.#waiting.push({ stream, apply: () => apply(item) });
      if (endsStep) this.flush();
      else this.#timer ??= setTimeout(() => this.flush(), MOST_MS);
    };
  }

  /** Applies all items that wait. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const { apply } of this.#waiting.splice(0)) apply();
    this.#onApplied();
  }
}
