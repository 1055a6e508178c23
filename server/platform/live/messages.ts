import { type Frame, Frames } from './frame.js';
import type { Shown } from './stream.js';

/** A change of what clients show. */
export interface Turn {
  readonly from: Shown;
  readonly to: Shown;
}

/** Frames with the number of their event. */
export interface Message {
  readonly number: number;
  readonly frames: readonly Frame[];
  /** What the client must show before, and shows then. */
  readonly turns?: Turn | undefined;
}

/** Messages in order. Members of a group who are given the same messages have one such list in common, with what is sent for it. */
export class Messages {
  readonly list: readonly Message[];
  /** Whether one of them changes what clients show. */
  readonly turns: boolean;
  readonly #longer = new Map<Message, Messages>();
  #frames: Frames | undefined;

  constructor(list: readonly Message[]) {
    this.list = list;
    this.turns = list.some((message) => message.turns !== undefined);
  }

  /** The list with one message more. */
  with(message: Message): Messages {
    const known = this.#longer.get(message) ?? new Messages([...this.list, message]);
    this.#longer.set(message, known);
    return known;
  }

  /** Without the messages of events up to a number. */
  after(number: number): Messages {
    if (this.list.every((message) => message.number > number)) return this;
    return new Messages(this.list.filter((message) => message.number > number));
  }

  /** The frames of all of them. */
  get frames(): Frames {
    this.#frames ??= new Frames(this.list.flatMap(({ frames }) => frames));
    return this.#frames;
  }
}
