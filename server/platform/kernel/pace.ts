import { setImmediate as immediately } from 'node:timers/promises';
import { Rate } from './rate.js';

/** Work that has lasted so long lets others go first. */
const SLICE_MS = 6;
/** An operation that has lasted so many slices is heavy. On a busy machine even a small one lasts more than one. */
const LIGHT_SLICES = 5;
/** How long an actor's next slice waits for the light operations of others, at most. */
const REST_MS = 50;
/** Others are still there so long after their last light operation: people ask again. */
const QUIET_MS = 100;

/** The weight of what one actor asks for in a minute before it goes after light operations of others; at once, what fits in a burst. */
const LIGHT = { perMinute: 240_000, burstMs: 5000 };

/** One operation, as far as its pace is concerned. */
export interface Paced {
  readonly actor: string;
  /** Whether it lets light ones of other actors go first. */
  heavy: boolean;
  /** How many slices it has had so far. */
  slices?: number;
  /** Lets others run between its slices, but does not rest: what is pushed is bounded by its connections. */
  readonly restless?: true;
}

interface Rest {
  since: number;
  restless: boolean;
  resume(): void;
}

/**
 * Lets many operations share one thread. Each works in slices of a few milliseconds, and lets everything else run between them. An
 * operation is light until it has had a few slices, or begins as a heavy one because its actor has asked for much. Heavy ones
 * rest as long as light ones of other actors are under way; but each actor has one slice in `restMs`. Actors that rest take
 * turns, one slice in each turn of the event loop.
 */
export class Pace {
  readonly #sliceMs: number;
  readonly #restMs: number;
  readonly #quietMs: number;
  readonly #lightSlices: number;
  readonly #asked = new Rate(LIGHT.perMinute, LIGHT.burstMs);
  #light = 0;
  readonly #lightOf = new Map<string, number>();
  /** When the last light operation of an actor began or ended: of the last actor, and of the last one before that was another. */
  #latest = { actor: '', at: Number.NEGATIVE_INFINITY };
  #latestOfAnother = Number.NEGATIVE_INFINITY;
  /** When the present turn of the event loop began to work; undefined as long as nobody has asked. */
  #begun: number | undefined;
  /** Of each actor, in the order of their turns. */
  readonly #resting = new Map<string, Rest[]>();
  readonly #resumedAt = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #resuming = false;

  constructor(sliceMs = SLICE_MS, restMs = REST_MS, quietMs = QUIET_MS, lightSlices = LIGHT_SLICES) {
    this.#lightSlices = lightSlices;
    this.#sliceMs = sliceMs;
    this.#restMs = restMs;
    this.#quietMs = quietMs;
  }

  /** Whether an actor has asked for little enough for work of this weight to go on at once. It counts from then on. */
  isLight(actor: string, weight: number): boolean {
    return this.#asked.take(actor, weight, performance.now()) === 0;
  }

  /** Waits until work of this weight may go on. */
  async turnOf(actor: string, weight: number): Promise<void> {
    if (!this.isLight(actor, weight)) await this.breathe({ actor, heavy: true });
  }

  /** An operation begins; `end` has to be called when it is over. */
  begin(actor: string, heavy = false): Paced {
    if (!heavy) this.#count(actor, 1);
    return { actor, heavy };
  }

  end(operation: Paced): void {
    this.#becomeHeavy(operation);
    this.#resumeSoon();
  }

  /** How many operations are under way that are light. */
  get light(): number {
    return this.#light;
  }

  /** How many operations of an actor rest. */
  restingOf(actor: string): number {
    return this.#resting.get(actor)?.length ?? 0;
  }

  /** Whether the present slice has lasted long enough. */
  isLong(): boolean {
    const now = performance.now();
    if (this.#begun !== undefined) return now - this.#begun > this.#sliceMs;
    this.#begun = now;
    setImmediate(() => {
      this.#begun = undefined;
    });
    return false;
  }

  /** Lets others go first; resolves when it is this operation's turn again. */
  breathe(operation: Paced): Promise<void> {
    operation.slices = (operation.slices ?? 0) + 1;
    if (!operation.heavy && operation.slices < this.#lightSlices) return immediately();
    this.#becomeHeavy(operation);
    return new Promise((resume) => {
      const rests = this.#resting.get(operation.actor) ?? [];
      rests.push({ since: performance.now(), restless: operation.restless ?? false, resume });
      this.#resting.set(operation.actor, rests);
      this.#resumeSoon();
    });
  }

  /** Before a statement goes to the database, which has few cores as well: a heavy operation lets others go first. */
  beforeStatement(operation: Paced): Promise<void> | undefined {
    return operation.heavy && !operation.restless ? this.breathe(operation) : undefined;
  }

  /**
   * The items of a list, of which graphql completes one after the other: as they are while the slice is short, and each as a promise
   * of its turn from where it has become long.
   */
  *items<T>(operation: Paced, list: Iterable<T>): Generator<T | Promise<T>, void, undefined> {
    let turn: Promise<void> | undefined;
    for (const item of list) {
      if (!turn && !this.isLong()) {
        yield item;
        continue;
      }
      turn = turn
        ? turn.then(() => (this.isLong() ? this.breathe(operation) : undefined))
        : this.breathe(operation);
      yield turn.then(() => item);
    }
  }

  #count(actor: string, by: number): void {
    if (this.#latest.actor !== actor) this.#latestOfAnother = this.#latest.at;
    this.#latest = { actor, at: performance.now() };
    this.#light += by;
    const left = (this.#lightOf.get(actor) ?? 0) + by;
    if (left > 0) this.#lightOf.set(actor, left);
    else this.#lightOf.delete(actor);
  }

  #becomeHeavy(operation: Paced): void {
    if (!operation.heavy) this.#count(operation.actor, -1);
    operation.heavy = true;
  }

  /** When the first of an actor's resting operations may go on. */
  #due(actor: string, { since, restless }: Rest): number {
    if (restless) return 0;
    const rested = Math.max(since, this.#resumedAt.get(actor) ?? 0) + this.#restMs;
    if (this.#light > (this.#lightOf.get(actor) ?? 0)) return rested;
    const latest = this.#latest.actor === actor ? this.#latestOfAnother : this.#latest.at;
    return Math.min(rested, latest + this.#quietMs);
  }

  #resumeSoon(): void {
    if (this.#resuming || this.#resting.size === 0) return;
    clearTimeout(this.#timer);
    const now = performance.now();
    let soonest = Number.POSITIVE_INFINITY;
    for (const [actor, [first]] of this.#resting) {
      const due = first ? this.#due(actor, first) : soonest;
      if (due <= now) {
        this.#resuming = true;
        // After what has arrived meanwhile.
        setImmediate(() => this.#resume(actor));
        return;
      }
      soonest = Math.min(soonest, due);
    }
    this.#timer = setTimeout(() => this.#resumeSoon(), soonest - now);
  }

  #resume(actor: string): void {
    this.#resuming = false;
    const rests = this.#resting.get(actor) ?? [];
    const first = rests.shift();
    // To the end of the turns.
    this.#resting.delete(actor);
    if (rests.length > 0) this.#resting.set(actor, rests);
    this.#resumedAt.set(actor, performance.now());
    this.#forgetOld();
    first?.resume();
    this.#resumeSoon();
  }

  #forgetOld(): void {
    if (this.#resumedAt.size < 1000) return;
    const old = performance.now() - this.#restMs;
    for (const [actor, at] of this.#resumedAt) if (at < old) this.#resumedAt.delete(actor);
  }
}

/** The pace of this process: it has one thread for all. */
export const pace = new Pace();
