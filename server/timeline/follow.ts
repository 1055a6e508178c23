import { type Actor, actorKey } from '../platform/actor/actor.js';
import { ActorReads } from '../platform/actor/actor-reads.js';
import type { ResyncReason } from '../platform/contract/generated/enums.js';
import type { Database } from '../platform/db/database.js';
import {
  eventCursor,
  type FilteredEventRow,
  type Position,
  placeOf,
  positionCursor,
  positionOf,
} from '../platform/events/index.js';
import type { Extensions } from '../platform/extensions/extensions.js';
import { type Paced, pace } from '../platform/kernel/pace.js';
import type { Sealer } from '../platform/kernel/seal.js';
import type { LiveHub, Tail } from '../platform/live/hub.js';
import { type Followed, itemOf, mayConcern } from './followed.js';

const BATCH = 100;

export interface FollowOptions {
  services: { db: Pick<Database, 'live'>; seals: Sealer; extensions: Extensions; hub: LiveHub };
  organisationId: string;
  /** The cursor to continue after; null: live from now. */
  after: string | null;
  /** How often a quiet subscriber is sent its position. */
  positionMs: number;
  /** How many events a live subscriber may fall behind. */
  maxBehind: number;
  signal: AbortSignal;
  /** Waits for the turn of one push. */
  turn(): Promise<Paced>;
  /** The subscriber's actor at the beginning. A change of the role ends the subscription. */
  actor: Actor;
  /** The subscriber's actor as of now; null when the token no longer works. */
  actorNow(): Promise<Actor | null>;
  followed: Followed;
}

export type StreamItem =
  | { kind: 'position'; cursor: string }
  /** `live`: the event was recorded after the subscription began, so it is not replayed. */
  | { kind: 'event'; event: FilteredEventRow; live: boolean }
  /** The subscriber can no longer see the ticket of this event. */
  | { kind: 'gone'; event: FilteredEventRow }
  | { kind: 'resync'; cursor: string; reason: ResyncReason };

/**
 * An item with the snapshot in which its permission was checked and its fields are resolved, and the turn. The receiver closes the snapshot
 * and ends the turn.
 */
export interface Delivery {
  item: StreamItem;
  reads: ActorReads;
  turn: Paced;
}

/**
 * The items of a subscription: first a position, then every later event that matches and that the subscriber can see at that moment, in
 * order and exactly once. Replayed and live events are read by number from the same log, so there is no gap between them.
 */
export async function* follow(options: FollowOptions): AsyncGenerator<Delivery, void, undefined> {
  const { organisationId, signal } = options;
  const { hub } = options.services;
  const tail = hub.follow(organisationId);
  try {
    yield* stream(options, tail, () => hub.closed || signal.aborted);
  } finally {
    hub.unfollow(tail);
  }
}

async function* stream(
  options: FollowOptions,
  tail: Tail,
  over: () => boolean,
): AsyncGenerator<Delivery, void, undefined> {
  const { services, organisationId, after, maxBehind, positionMs, signal, followed, actor } = options;
  const { seals } = services;
  const caller = actorKey(actor);
  const given = after === null ? null : positionOf(seals, organisationId, after);
  const { head, floor, known } = await tail.bounds(given);
  const at = (position: Position): string => positionCursor(seals, organisationId, position);
  let lastItemAt = Date.now();
  const positionItem = (place: Position): StreamItem => ({ kind: 'position', cursor: at(place) });
  const resync = async (reason: ResyncReason, place: Position) =>
    deliver(options, async () => ({ kind: 'resync', cursor: at(place), reason }));

  const wrong = after === null ? null : wrongWith(given, floor, known);
  let position = given ?? head;
  const first = wrong
    ? await resync(wrong, head)
    : await deliver(options, async () => positionItem(position));
  if (first) yield first;
  if (!first || wrong) return;

  let live = false;
  while (!over()) {
    const events = await tail.read(position, BATCH);
    if (events === null) {
      const last = await resync('CURSOR_UNKNOWN', (await tail.bounds()).head);
      if (last) yield last;
      return;
    }
    if (events.length === 0) {
      live = true;
      await tail.wait(position, Math.max(0, lastItemAt + positionMs - Date.now()), signal);
    } else if (live && tail.head.number - position.number > maxBehind) {
      const last = await resync('TOO_FAR_BEHIND', tail.head);
      if (last) yield last;
      return;
    }
    for (const event of events) {
      position = placeOf(event);
      if (over()) return;
      // A call of the subscriber answered this cursor: its effect is complete here, even if this stream does not show it.
      const endsOwnCall = event.cause.caller === caller;
      const concerns = mayConcern(followed, actor, event);
      if (!concerns && !endsOwnCall) continue;
      let goesOn = false;
      const delivery = await deliver(options, async (reads) => {
        goesOn = true;
        const kind = concerns ? await itemOf(reads, followed, event) : null;
        if (kind === 'ACCESS_CHANGED') return { kind: 'resync', cursor: at(tail.head), reason: kind };
        if (kind === 'GONE') return { kind: 'gone', event };
        if (kind) return { kind: 'event', event, live: event.number > head.number };
        return endsOwnCall ? { kind: 'position', cursor: eventCursor(seals, organisationId, event) } : null;
      });
      if (!delivery && !goesOn) return;
      if (!delivery) continue;
      lastItemAt = Date.now();
      yield delivery;
      const { kind } = delivery.item;
      if (kind === 'resync' || (kind === 'gone' && followed.onlyTicket !== null)) return;
    }
    if (Date.now() - lastItemAt >= positionMs && !over()) {
      const quiet = await deliver(options, async () => positionItem(position));
      if (!quiet) return;
      lastItemAt = Date.now();
      yield quiet;
    }
  }
}

/** Why a stream cannot continue from a cursor; null when it can. A cursor that cannot be opened is unknown. */
function wrongWith(given: Position | null, floor: number, known: boolean): ResyncReason | null {
  if (given === null) return 'CURSOR_UNKNOWN';
  if (given.number < floor) return 'CURSOR_TOO_OLD';
  return known ? null : 'CURSOR_UNKNOWN';
}

/** Decides at the subscription's turn, in a fresh snapshot, what is sent; null: nothing, also when the token no longer works. */
async function deliver(
  { services: { db, seals, extensions }, ...options }: FollowOptions,
  decide: (reads: ActorReads) => Promise<StreamItem | null>,
): Promise<Delivery | null> {
  const turn = await options.turn();
  let reads: ActorReads | undefined;
  let handedOver = false;
  try {
    const actor = options.signal.aborted ? null : await options.actorNow();
    if (!actor) return null;
    reads = new ActorReads({ db: db.live, seals, extensions }, actor, () => pace.next(turn));
    const item = await decide(reads);
    if (!item) return null;
    handedOver = true;
    return { item, reads, turn };
  } finally {
    if (!handedOver) {
      await reads?.close();
      pace.end(turn);
    }
  }
}
