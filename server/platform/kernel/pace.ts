import { setImmediate as immediately } from 'node:timers/promises';
import { Rate } from './rate.js';

/** The longest slice: after it, an operation lets others run. */
const SLICE_MS = 6;
/** How long a heavy actor's next slice waits at most for light operations of others. */
const REST_MS = 50;
/** Other actors count as active for this time after their last light operation, because people ask again. */
const QUIET_MS = 100;

/**
 * The weight that one actor can ask for in a minute before its operations rest while light operations of others run. A burst fits at once.
 */
const LIGHT = { perMinute: 600_000, burstMs: 3000 };
/** A single operation of more weight rests in any case. */
const LARGE = LIGHT.perMinute / 60;

/** The pace of one operation. */
export interface Paced {
  readonly actor: string;
  /** Whether it rests while light operations of other actors run. */
  readonly heavy: boolean;
  /** Whether it has ended. */
  over?: boolean;
  /** Lets others run between its slices but never rests: pushes to subscribers are limited by their connections. */
  readonly restless?: true;
}

interface Rest {
  since: number;
  restless: boolean;
  resume(): void;
}

/**
 * Shares one thread among operations. Each works in slices of a few milliseconds and lets others run between them. An operation is heavy
 * when it is large, or when its actor has asked for much. How long it takes does not count: on a busy machine the operations of everybody
 * take long. Heavy operations rest while light operations of other actors are under way, but each actor gets one slice in `restMs`.
 * Resting actors take turns, with one slice in each turn of the event loop.
 */
export class Pace {
  readonly #sliceMs: number;
  readonly #restMs: number;
  readonly #quietMs: number;
  readonly #asked = new Rate(LIGHT.perMinute, LIGHT.burstMs);
  #light = 0;
  readonly #lightOf = new Map<string, number>();
  /** When an actor's last light operation began or ended: of the most recent actor, and of the most recent other actor. */
  #latest = { actor: '', at: Number.NEGATIVE_INFINITY };
  #latestOfAnother = Number.NEGATIVE_INFINITY;
  /** When work in the present turn of the event loop began; undefined until it is first asked for. */
  #begun: number | undefined;
  /** Resting operations of each actor, in the order of their turns. */
  readonly #resting = new Map<string, Rest[]>();
  readonly #resumedAt = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #resuming = false;

  constructor(sliceMs = SLICE_MS, restMs = REST_MS, quietMs = QUIET_MS) {
    this.#sliceMs = sliceMs;
    this.#restMs = restMs;
    this.#quietMs = quietMs;
  }

  /** Whether an actor can begin work of this weight without resting. The weight is counted. */
  isLight(actor: string, weight: number): boolean {
    return this.#asked.take(actor, weight, performance.now()) === 0 && weight <= LARGE;
  }

  /** Waits until work of this weight can begin. */
  async turnOf(actor: string, weight: number): Promise<void> {
    if (!this.isLight(actor, weight)) await this.breathe({ actor, heavy: true });
  }

  /** Begins an operation. `end` must be called when it is over. */
  begin(actor: string, heavy = false): Paced {
    if (!heavy) this.#count(actor, 1);
    return { actor, heavy };
  }

  end(operation: Paced): void {
    if (!operation.heavy && !operation.over) this.#count(operation.actor, -1);
    operation.over = true;
    this.#resumeSoon();
  }

  /** Number of light operations under way. */
  get light(): number {
    return this.#light;
  }

  /** Number of resting operations of an actor. */
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

  /** Lets others run; resolves when it is this operation's turn again. */
  breathe(operation: Paced): Promise<void> {
    if (!operation.heavy) return immediately();
    return new Promise((resume) => {
      const rests = this.#resting.get(operation.actor) ?? [];
      rests.push({ since: performance.now(), restless: operation.restless ?? false, resume });
      this.#resting.set(operation.actor, rests);
      this.#resumeSoon();
    });
  }

  /** Called before a statement is sent: the database has few cores too, so a heavy operation waits first. */
  beforeStatement(operation: Paced): Promise<void> | undefined {
    return operation.heavy && !operation.restless ? this.breathe(operation) : undefined;
  }

  /**
   * The items of a list that graphql completes one after the other. Items are plain values while the slice is short; once it has become
   * long, each item is a promise that resolves at its turn.
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

  /** When the first of an actor's resting operations can continue. */
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
        // After events that have arrived in the meantime.
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

/** The pace of this process, which has one thread. */
export const pace = new Pace();
