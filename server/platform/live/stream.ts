import type { Actor } from '../actor/actor.js';
import type { ActorReads } from '../actor/actor-reads.js';
import type { ResyncReason } from '../contract/generated/enums.js';
import type { StreamItem } from '../contract/generated/types.js';
import type { FilteredEventRow, Position } from '../events/index.js';
import type { Between } from './sharing.js';

/** Items of a subscription, in the contract's form. */
export interface Sent {
  readonly items: readonly StreamItem[];
  /** Whether the subscription ends with them. */
  readonly ends?: boolean;
  /** The place in the log whose state the items already show, if it is after the events that they were asked for. */
  readonly upTo?: Position;
  /** Streams whose answers to an event have the same name send the same items to one reader. Left out: only equal streams do. */
  readonly alike?: string;
}

/** What events are to a subscriber: items; the reason why the subscription ends with `ResyncRequired`; null: nothing. */
export type Outcome = Sent | ResyncReason | null;

/**
 * Declares what a subscription sends. `follow` does the rest: the first position, the replay, live events, resuming, positions of a quiet
 * subscription and of the subscriber's own calls.
 */
export interface Stream {
  /**
   * The first items and the place in the log that they show, of one snapshot. `after`: the place to continue after; null when the client
   * gave none, or one from which the log cannot be replayed. Left out: the first item is the position, or `ResyncRequired`.
   */
  first?(reads: ActorReads, after: Position | null): Promise<Sent & { place: Position }>;
  /** Whether an event can concern the subscription, by what is stored in it. It must be quick: it is asked for every event. */
  mayConcern(actor: Actor, event: FilteredEventRow): boolean;
  /** How many such events `itemsOf` gets at most; 1 if left out. More suit a stream that reads its state afresh. */
  readonly gathers?: number;
  /** The items of such events, in order, by the rights of now. They are resolved in the same snapshot. */
  itemsOf(reads: ActorReads, events: readonly FilteredEventRow[]): Promise<Outcome>;
  /**
   * For a stream with items that no event causes, which is served alone: it is given a function to call when it may have some. Then `itemsOf`
   * is asked, without events. Returns a function that ends this.
   */
  nudged?(wake: () => void): () => void;
  /** How equal subscriptions are found; left out for streams that are served alone. */
  readonly shared?: SharedStream;
  /** For a stream that sends what changes in a state. */
  readonly showing?: Showing;
}

/** A state that a client shows. It is never changed, so that several clients can have the same. */
export interface Shown {
  /** The place in the log that it was read at. */
  readonly place: Position;
  /** Equal where the same is shown. */
  readonly content: string;
}

/** What a stream needs to send the changes of a state. Readers who show the same and see the same are sent the same. */
export interface Showing<S extends Shown = Shown> {
  /** What the client shows; undefined before it was sent anything. */
  shown: S | undefined;
  /** Whether an event can change what is shown, by what is stored in it. It must be quick. */
  concerns(shown: S, actor: Actor, event: FilteredEventRow): boolean;
  /** The state of now. */
  read(reads: ActorReads): Promise<S>;
  /** What turns one state into another. Null: nothing that is shown. */
  changes(reads: ActorReads, before: S, after: S): Promise<Outcome>;
}

/** A stream that sends a state, and then its changes: after events that can concern it, the state is read afresh once. */
export function streamOfState<S extends Shown>(declared: {
  /** How many events one reading can stand for. */
  gathers: number;
  shared: SharedStream;
  showing: Omit<Showing<S>, 'shown'>;
  /** The first items. */
  snapshot(reads: ActorReads, shown: S): Sent;
  /** Why the subscription ends, for a reader who reads alone. */
  endsBy(reads: ActorReads, events: readonly FilteredEventRow[]): Promise<ResyncReason | null>;
}): Stream {
  const { gathers, shared, snapshot, endsBy } = declared;
  const showing: Showing<S> = { shown: undefined, ...declared.showing };
  return {
    gathers,
    shared,
    showing: showing as unknown as Showing,
    async first(reads) {
      const shown = await showing.read(reads);
      showing.shown = shown;
      return { ...snapshot(reads, shown), place: shown.place, upTo: shown.place };
    },
    mayConcern: (actor, event) =>
      showing.shown !== undefined && showing.concerns(showing.shown, actor, event),
    // The snapshot can be of a later place than the events, so what happened is read from the log and not taken from them.
    async itemsOf(reads, events) {
      const before = showing.shown;
      if (!before) throw new Error('the state is sent before its changes');
      const reason = await endsBy(reads, events);
      if (reason) return reason;
      const after = await showing.read(reads);
      const sent = await showing.changes(reads, before, after);
      showing.shown = after;
      return sent === null || typeof sent === 'string' ? sent : { ...sent, upTo: after.place };
    },
  };
}

export interface SharedStream {
  /** Streams of one root field with equal keys send the same items to one reader. */
  readonly key: string;
  /** What the stream is about. It is asked only for events with one of its topics. Null: for all. */
  readonly topics: readonly string[] | null;
  /** The topics of an event about a ticket; the same function for all streams of a root field. */
  topicsOf(event: FilteredEventRow): readonly string[];
  /** What decides who of different people get the same. Left out: each reader has executions of their own. */
  readonly between?: Between;
}
