import { setImmediate as immediately } from 'node:timers/promises';
import { Rate } from './rate.js';

/** The longest slice: after it, an operation lets others run. */
const SLICE_MS = 6;
/** While others are active, an actor rests this many times as long as its last turn was. */
const REST_TIMES = 4;
/** The limits of such a rest. */
const REST_MS = { least: 10, most: 1000 };
/** A turn that lasts longer, because a statement waits, does not delay the next turn of its actor any more. */
const TURN_MS = 250;
/** Other actors count as active for this time after their last light operation, because people ask again. */
const QUIET_MS = 100;

/**
 * The weight that one actor can ask for in a minute before its operations rest while light operations of others run. A burst fits at once.
 */
const LIGHT = { perMinute: 600_000, burstMs: 3000 };
/** A single operation of more weight rests in any case. */
const LARGE = LIGHT.perMinute / 60;

/** The pace of one operation: a request, the reading of its document, or a push to a subscriber. */
export interface Paced {
  readonly actor: string;
  readonly weight: number;
  /** Whether it rests while light operations of other actors run. */
  readonly heavy: boolean;
  /** Whether it has had a turn. */
  begun: boolean;
  /** Whether it has ended. */
  over: boolean;
}

interface Rest {
  operation: Paced;
  resume(): void;
}

/** The heavy work of one actor. */
interface Turns {
  /** Operations that rest: those that have begun come first, so that few of them are under way. */
  readonly begun: Rest[];
  readonly fresh: Rest[];
  /** The last turn: whose it was, when it began, and when it ended. */
  of: Paced | undefined;
  since: number;
  ended: number | undefined;
}

/**
 * Shares one thread, and the database behind it, among operations. Each works in slices of a few milliseconds and lets others run between
 * them. An operation is heavy when it is large, or when its actor has asked for much. How long it takes does not count: on a busy machine
 * the operations of everybody take long.
 *
 * The heavy operations of one actor share its turns, whatever they do. A turn lasts until the operation lets others run, with the time that
 * its statements take. While light operations of other actors are under way, an actor has one turn at a time, and then rests for several
 * times as long. So it uses a fixed part of the time, in short or long pieces. Resting actors take turns, with one slice in each turn of
 * the event loop.
 */
export class Pace {
  readonly #sliceMs: number;
  readonly #restTimes: number;
  readonly #restMs: { least: number; most: number };
  readonly #quietMs: number;
  readonly #asked = new Rate(LIGHT.perMinute, LIGHT.burstMs);
  #light = 0;
  readonly #lightOf = new Map<string, number>();
  /** When an actor's last light operation began or ended: of the most recent actor, and of the most recent other actor. */
  #latest = { actor: '', at: Number.NEGATIVE_INFINITY };
  #latestOfAnother = Number.NEGATIVE_INFINITY;
  /** When work in the present turn of the event loop began; undefined until it is first asked for. */
  #begun: number | undefined;
  /** Of each actor with heavy work. */
  readonly #turns = new Map<string, Turns>();
  /** Actors with resting operations, in the order of their turns. */
  readonly #resting = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #resuming = false;

  constructor({
    sliceMs = SLICE_MS,
    restTimes = REST_TIMES,
    restMs = REST_MS,
    quietMs = QUIET_MS,
  }: {
    sliceMs?: number;
    restTimes?: number;
    restMs?: { least: number; most: number };
    quietMs?: number;
  } = {}) {
    this.#sliceMs = sliceMs;
    this.#restTimes = restTimes;
    this.#restMs = restMs;
    this.#quietMs = quietMs;
  }

  /**
   * Begins an operation of this weight, which is counted. `end` must be called when it is over. `begun`: it continues one that has had a
   * turn.
   */
  begin(actor: string, weight: number, begun = false): Paced {
    const light = this.#asked.take(actor, weight, performance.now()) === 0 && weight <= LARGE;
    if (light) this.#count(actor, 1);
    return { actor, weight, heavy: !light, begun, over: false };
  }

  /** Begins an operation of accounts that have asked for so much that their work takes turns. It is not counted again. */
  beginHeavy(actor: string, weight: number): Paced {
    return { actor, weight, heavy: true, begun: false, over: false };
  }

  /** Counts a part of work that an actor shares with others. False: the actor has asked for so much that its work takes turns. */
  pays(actor: string, weight: number): boolean {
    return this.#asked.take(actor, weight, performance.now()) === 0 && weight <= LARGE;
  }

  /** Ends an operation; also the turn of one that was continued after its end, to write its answer. */
  end(operation: Paced): void {
    if (operation.heavy) this.#endTurn(operation);
    else if (!operation.over) this.#count(operation.actor, -1);
    operation.over = true;
    this.#resumeSoon();
  }

  /** Number of light operations under way. */
  get light(): number {
    return this.#light;
  }

  /** Number of resting operations of an actor. */
  restingOf(actor: string): number {
    const { begun, fresh } = this.#turns.get(actor) ?? { begun: [], fresh: [] };
    return begun.length + fresh.length;
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
    this.#endTurn(operation);
    return new Promise((resume) => {
      const turns = this.#turnsOf(operation.actor);
      (operation.begun ? turns.begun : turns.fresh).push({ operation, resume });
      this.#resting.add(operation.actor);
      this.#resumeSoon();
    });
  }

  /**
   * Called before an operation begins and before it sends a statement, because the database has few cores too: a heavy operation waits,
   * unless its turn has just begun.
   */
  next(operation: Paced): Promise<void> | undefined {
    if (!operation.heavy) return undefined;
    const { of, since, ended } = this.#turnsOf(operation.actor);
    const hasTurn = of === operation && ended === undefined && performance.now() - since < this.#sliceMs;
    return hasTurn ? undefined : this.breathe(operation);
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

  #turnsOf(actor: string): Turns {
    let turns = this.#turns.get(actor);
    if (!turns) {
      this.#forgetOld();
      turns = { begun: [], fresh: [], of: undefined, since: 0, ended: 0 };
      this.#turns.set(actor, turns);
    }
    return turns;
  }

  #endTurn(operation: Paced): void {
    const turns = this.#turnsOf(operation.actor);
    if (turns.of === operation) turns.ended ??= performance.now();
  }

  /** When an actor has rested from its last turn. */
  #restedAt({ since, ended = since + TURN_MS }: Turns): number {
    const { least, most } = this.#restMs;
    return ended + Math.min(Math.max(this.#restTimes * (ended - since), least), most);
  }

  /** When an actor can have its next turn. */
  #due(actor: string): number {
    const rested = this.#restedAt(this.#turnsOf(actor));
    if (this.#light > (this.#lightOf.get(actor) ?? 0)) return rested;
    const latest = this.#latest.actor === actor ? this.#latestOfAnother : this.#latest.at;
    return Math.min(rested, latest + this.#quietMs);
  }

  #resumeSoon(): void {
    if (this.#resuming || this.#resting.size === 0) return;
    clearTimeout(this.#timer);
    const now = performance.now();
    let soonest = Number.POSITIVE_INFINITY;
    for (const actor of this.#resting) {
      const due = this.#due(actor);
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
    const turns = this.#turnsOf(actor);
    const rest = turns.begun.shift() ?? turns.fresh.shift();
    // To the end of the turns.
    this.#resting.delete(actor);
    if (this.restingOf(actor) > 0) this.#resting.add(actor);
    if (rest) {
      rest.operation.begun = true;
      Object.assign(turns, { of: rest.operation, since: performance.now(), ended: undefined });
      rest.resume();
    }
    this.#resumeSoon();
  }

  #forgetOld(): void {
    if (this.#turns.size < 1000) return;
    const now = performance.now();
    for (const [actor, turns] of this.#turns)
      if (!this.#resting.has(actor) && this.#restedAt(turns) < now) this.#turns.delete(actor);
  }
}

/** The pace of this process, which has one thread. */
export const pace = new Pace();
