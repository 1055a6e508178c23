import { type FilteredEventRow, type Position, placeOf } from '../events/index.js';
import { sizeOf, type Tail } from './hub.js';

const BATCH = 500;
/** An event counts as this many characters on average. */
const CHARACTERS = 4000;

/**
 * Whether a subscriber reads more slowly than events come: while it reads what is there, more come that concern it than it may be behind, and
 * its client made the server wait. A burst that the client reads as fast as it is sent does not count, however long it is.
 */
export class Backlog {
  readonly #tail: Pick<Tail, 'head' | 'read'>;
  readonly #concerns: (event: FilteredEventRow) => boolean;
  readonly #most: number;
  readonly #waits: () => number;
  /** The end of the log when the subscriber began to read what is there. */
  #until: Position;
  /** How much has come since, up to a place. */
  #counted: Position;
  #events = 0;
  #characters = 0;
  /** How often the client had made the server wait by then. */
  #waited: number;

  /** `waits`: how often the client has made the server wait. */
  constructor(
    tail: Pick<Tail, 'head' | 'read'>,
    concerns: (event: FilteredEventRow) => boolean,
    most: number,
    waits: () => number,
  ) {
    this.#tail = tail;
    this.#concerns = concerns;
    this.#most = most;
    this.#waits = waits;
    this.#waited = waits();
    this.#until = tail.head;
    this.#counted = tail.head;
  }

  /** The subscriber was at the end of the log, or begins to read what has come by now. */
  begin(): void {
    this.#beginAfter(this.#tail.head);
    this.#waited = this.#waits();
  }

  /** The client did not read what came after a place. */
  beginSlowly(place: Position): void {
    this.#beginAfter(place);
    this.#waited = Number.NEGATIVE_INFINITY;
  }

  #beginAfter(place: Position): void {
    this.#until = this.#tail.head;
    this.#counted = place;
    this.#events = 0;
    this.#characters = 0;
  }

  /** Whether too much has come, for a subscriber that has read up to a place. */
  async isTooLong(place: Position): Promise<boolean> {
    while (this.#counted.number < this.#tail.head.number && !this.#isOver) {
      const events = await this.#tail.read(this.#counted, BATCH);
      const last = events?.at(-1);
      if (!events || !last) break;
      for (const event of events) {
        if (!this.#concerns(event)) continue;
        this.#events += 1;
        this.#characters += sizeOf(event);
      }
      this.#counted = placeOf(last);
    }
    if (this.#isOver && this.#waits() > this.#waited) return true;
    if (place.number >= this.#until.number) this.begin();
    return false;
  }

  get #isOver(): boolean {
    return this.#events > this.#most || this.#characters > this.#most * CHARACTERS;
  }
}
