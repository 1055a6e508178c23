import type { StreamItem } from './items.ts';

/** The number of recent cursors that are remembered, for answers that come after their event. */
const REMEMBERED = 1000;

interface Added<Row> {
  row: Row;
  /** The event that stores it; undefined until the mutation has answered. */
  cursor: string | undefined;
  isReread: boolean;
}

/**
 * Rows that are shown before the server has stored them. A row is dropped when its event has come by the subscription, so it is never shown
 * twice, and missing for a moment at most when the data is read again. With `mirrorList` and `followView`, give it as `optimistic`.
 *
 *     const id = mine.add({ subject: 'Printer' });
 *     const { eventCursor } = await createTicket(…);     // if it fails: mine.settle(id, null)
 *     mine.settle(id, eventCursor);
 */
export class OptimisticRows<Row> {
  readonly #rows = new Map<number, Added<Row>>();
  readonly #passed = new Set<string>();
  #last = 0;
  /** Called when `rows` changed. */
  onChange: () => void = () => undefined;

  /** The rows to show beside those of the server, in the order in which they were added. */
  get rows(): Row[] {
    return [...this.#rows.values()].map(({ row }) => row);
  }

  /** Adds a row, when its mutation is sent. Returns what `settle` needs. */
  add(row: Row): number {
    this.#last += 1;
    this.#rows.set(this.#last, { row, cursor: undefined, isReread: false });
    this.onChange();
    return this.#last;
  }

  /** The mutation answered with this `eventCursor`. Null, when it was refused or changed nothing: the row is dropped at once. */
  settle(id: number, eventCursor: string | null): void {
    const one = this.#rows.get(id);
    if (!one) return;
    one.cursor = eventCursor ?? undefined;
    // After a re-read it is not known whether the event is still to come, and the server's row may be there already.
    const isOver = eventCursor === null || this.#passed.has(eventCursor) || one.isReread;
    this.#drop((other) => other === one && isOver);
  }

  /** The subscription gave this item, and it is applied: the row whose event it is, or stands for, is dropped. */
  passed({ cursor }: StreamItem): void {
    this.#passed.add(cursor);
    const [oldest] = this.#passed;
    if (this.#passed.size > REMEMBERED && oldest !== undefined) this.#passed.delete(oldest);
    this.#drop((one) => one.cursor === cursor);
  }

  /** The data was read again: it has all that was stored before. */
  reread(): void {
    for (const one of this.#rows.values()) one.isReread = true;
    this.#drop(({ cursor }) => cursor !== undefined);
  }

  #drop(isOver: (one: Added<Row>) => boolean): void {
    const before = this.#rows.size;
    for (const [id, one] of this.#rows) if (isOver(one)) this.#rows.delete(id);
    if (this.#rows.size !== before) this.onChange();
  }
}
