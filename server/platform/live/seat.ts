import type { Actor } from '../actor/actor.js';
import type { FilteredEventRow, Position } from '../events/index.js';
import { type Frame, Frames } from './frame.js';
import { type Message, Messages } from './messages.js';
import type { Showing, Shown, Stream } from './stream.js';

/** The client of a member. */
export interface Client {
  readonly isOpen: boolean;
  /** Whether more waits for the client to read it than one client may have. */
  readonly isFull: boolean;
  /** How often a message to it had to wait, because the network had no room for it. */
  readonly waits: number;
  /** Sends messages in one write, and counts them. */
  send(frames: Frames): void;
}

/** Messages that are kept for a member who still reads alone what was before them. */
const MOST_KEPT = 500;
const MOST_KEPT_CHARACTERS = 2_000_000;

/**
 * The place of one subscription in a group of equal ones. The group keeps messages for it from the moment it is taken. With `stay` the
 * subscription gets them, and then all further ones, until it has to go on alone.
 */
export class Seat {
  readonly #client: Client;
  readonly #groupPlace: () => Position;
  readonly #left: () => void;
  readonly #showing: Showing | undefined;
  /** Where it began: events up to it give it no messages. */
  #place: Position;
  #kept: Message[] | null = [];
  #keptCharacters = 0;
  #isLeft = false;
  #goesOn: ((place: Position) => void) | undefined;
  /** When the client was last sent something. */
  lastItemAt = 0;
  /** Whether the subscription was ever sent what the group gives. */
  hasStayed = false;
  /** Whether it was left because the client did not read. */
  wasFull = false;

  /**
   * `groupPlace`: up to where the group has given messages. `left` is called once, when the seat is left. `showing`: of a stream that sends
   * the changes of a state.
   */
  constructor(
    client: Client,
    place: Position,
    groupPlace: () => Position,
    left: () => void,
    showing?: Showing,
  ) {
    this.#client = client;
    this.#showing = showing;
    this.#place = place;
    this.#groupPlace = groupPlace;
    this.#left = left;
  }

  get isLeft(): boolean {
    return this.#isLeft;
  }

  /** Whether messages go to the client at once. */
  get isLive(): boolean {
    return this.#kept === null && !this.#isLeft;
  }

  /** What the client shows, for a stream that sends the changes of a state. */
  get shown(): Shown | undefined {
    return this.#showing?.shown;
  }

  /** Whether an event can concern the subscription, of a stream that is equal to this one. */
  mayConcern(stream: Stream, actor: Actor, event: FilteredEventRow): boolean {
    const { shown } = this;
    return shown && stream.showing
      ? stream.showing.concerns(shown, actor, event)
      : stream.mayConcern(actor, event);
  }

  /** Events up to this number give it no messages. */
  get after(): number {
    return this.#place.number;
  }

  /**
   * Sends what was kept after a place, up to which the subscription has sent all by itself, and from then on what the group gives. Resolves
   * with the place to go on from alone.
   */
  stay(place: Position, lastItemAt: number, signal: AbortSignal): Promise<Position> {
    const kept = this.#kept;
    if (this.#isLeft || kept === null || signal.aborted || place.number < this.after) {
      this.leave();
      return Promise.resolve(place);
    }
    this.#place = place;
    this.#kept = null;
    this.lastItemAt = lastItemAt;
    this.hasStayed = true;
    return new Promise((resolve) => {
      const abort = (): void => this.leave();
      signal.addEventListener('abort', abort, { once: true });
      this.#goesOn = (from) => {
        signal.removeEventListener('abort', abort);
        resolve(from);
      };
      this.give(new Messages(kept));
    });
  }

  /** Sends the messages of events that it did not have, or keeps them. */
  give(messages: Messages): void {
    const fresh = messages.after(this.after);
    if (this.#isLeft || fresh.list.length === 0) return;
    if (this.#kept) {
      this.#kept.push(...fresh.list);
      for (const { payload } of fresh.frames.list) this.#keptCharacters += payload.length;
      if (this.#kept.length > MOST_KEPT || this.#keptCharacters > MOST_KEPT_CHARACTERS) this.leave();
    } else if (!this.#client.isOpen || this.#client.isFull) {
      this.wasFull = this.#client.isFull;
      this.leave();
    } else if (fresh.turns) {
      this.#turnBy(fresh);
    } else {
      this.#send(fresh.frames);
    }
  }

  #send(frames: Frames): void {
    if (frames.list.length === 0) return;
    this.#client.send(frames);
    this.lastItemAt = Date.now();
  }

  /** Sends what changes the state that the client shows. */
  #turnBy({ list, frames: all }: Messages): void {
    const frames: Frame[] = [];
    const isRight = list.every((message) => this.#turn(message, frames));
    this.#send(frames.length === all.list.length ? all : new Frames(frames));
    if (!isRight) this.leave(this.#place);
  }

  /** Adds the frames of a message. False: it is for clients that show something else, so the state has to be read alone. */
  #turn({ frames, turns }: Message, to: Frame[]): boolean {
    if (turns && this.#showing) {
      const { shown } = this.#showing;
      if (shown && shown.place.number >= turns.to.place.number) return true;
      if (shown?.content !== turns.from.content) return false;
      this.#showing.shown = turns.to;
    }
    to.push(...frames);
    return true;
  }

  /** Leaves the group: the subscription goes on alone after a place, up to which it was given everything. */
  leave(at: Position = this.#groupPlace()): void {
    if (this.#isLeft) return;
    this.#isLeft = true;
    this.#kept = null;
    this.#left();
    this.#goesOn?.(at.number > this.after ? at : this.#place);
  }
}
