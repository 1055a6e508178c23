import { type Actor, actorKey } from '../actor/actor.js';
import { ActorReads } from '../actor/actor-reads.js';
import type { ResyncReason } from '../contract/generated/enums.js';
import type { StreamItem } from '../contract/generated/types.js';
import type { Database } from '../db/database.js';
import {
  eventCursor,
  type FilteredEventRow,
  headIn,
  type Position,
  placeOf,
  positionCursor,
  positionOf,
} from '../events/index.js';
import type { Extensions } from '../extensions/extensions.js';
import { type Paced, pace } from '../kernel/pace.js';
import type { Sealer } from '../kernel/seal.js';
import { Backlog } from './backlog.js';
import type { LiveHub, Tail } from './hub.js';
import { idsIn, idsOf } from './named.js';
import { Nudges } from './nudges.js';
import type { Seat } from './seat.js';
import type { Outcome, Sent, Stream } from './stream.js';
import type { Waiting, WaitingPart } from './waiting.js';

const BATCH = 100;

export interface FollowOptions {
  services: {
    db: Pick<Database, 'live'>;
    seals: Sealer;
    extensions: Extensions;
    hub: LiveHub;
    waiting: Waiting;
  };
  organisationId: string;
  /** The cursor to continue after; null: live from now. */
  after: string | null;
  /** How often a quiet subscriber is sent its position. */
  positionMs: number;
  /** How many events that concern a live subscriber may come while it reads what is there. */
  maxBehind: number;
  /** How often its client has made the server wait. */
  waits(): number;
  /** What the document weighs, and the account that it is counted for. */
  weight: number;
  account: string;
  signal: AbortSignal;
  /** Waits for the turn of one push. */
  turn(): Promise<Paced>;
  /** The subscriber's actor as of now; null when the token no longer works. */
  actorNow(): Promise<Actor | null>;
  stream: Stream;
  /** Takes a seat in the group of equal subscriptions; left out where nothing is shared. */
  join?: (tail: Tail, actor: Actor) => Seat | null;
}

/**
 * Items with the snapshot in which their permission was checked and their fields are resolved, and the turn. The receiver closes the
 * snapshot and ends the turn.
 */
export interface Delivery {
  items: readonly StreamItem[];
  reads: ActorReads;
  turn: Paced;
  /** When the last event of a live delivery was recorded. Events from before the subscription are replayed, not live. */
  recordedAt: Date | undefined;
}

/**
 * The items of a subscription: first a position, then the items of every later event that concerns the subscriber at that moment, in order
 * and exactly once. Replayed and live events are read by number from the same log, so there is no gap between them.
 */
export async function* follow(options: FollowOptions): AsyncGenerator<Delivery, void, undefined> {
  const { organisationId, signal } = options;
  const { hub } = options.services;
  const tail = hub.follow(organisationId);
  const nudges = new Nudges(options.stream);
  const waiting = options.services.waiting.partOf(options.account);
  try {
    yield* deliveries(options, tail, nudges, waiting, () => hub.closed || signal.aborted);
  } finally {
    waiting.end();
    nudges.end();
    hub.unfollow(tail);
  }
}

async function* deliveries(
  options: FollowOptions,
  tail: Tail,
  nudges: Nudges,
  waiting: WaitingPart,
  over: () => boolean,
): AsyncGenerator<Delivery, void, undefined> {
  const { services, organisationId, maxBehind, positionMs, signal, stream } = options;
  const { seals } = services;
  const at = (position: Position): string => positionCursor(seals, organisationId, position);
  const position = (place: Position): Sent => ({
    items: [{ __typename: 'StreamPosition', cursor: at(place) }],
  });
  const resync = (reason: ResyncReason, place: Position): Sent => ({
    items: [{ __typename: 'ResyncRequired', cursor: at(place), resyncReason: reason }],
    ends: true,
  });

  /** The items of events, or of none when the stream is nudged; null: nothing. `OVER`: the token no longer works. */
  const ask = async (
    events: readonly FilteredEventRow[],
    ownCall: Position | null,
    recordedAt: Date | undefined,
  ) => {
    let goesOn = false;
    const sent = await deliver(
      options,
      tail,
      async (reads) => {
        goesOn = true;
        const outcome = events.length > 0 || !ownCall ? await stream.itemsOf(reads, events) : null;
        if (typeof outcome === 'string') return resync(outcome, tail.head);
        // A call of the subscriber answered this cursor: its effect is complete here, even if this stream does not show it.
        return ownCall ? withCursor(outcome, eventCursor(seals, organisationId, ownCall)) : outcome;
      },
      recordedAt,
    );
    return sent ?? (goesOn ? null : 'OVER');
  };

  if (options.join || stream.first) await tail.reach();
  const begun = await begin(options, tail, position, resync);
  if (!begun) return;
  yield begun.delivery;
  if (begun.ends) return;
  const { head } = begun;
  let { place, covered, actor } = begun;
  let lastItemAt = Date.now();

  const newBacklog = (): Backlog =>
    new Backlog(tail, (event) => stream.mayConcern(actor, event), maxBehind, options.waits);
  /** What waits for the subscription, by how many of these events concern it. */
  const waits = (events: readonly FilteredEventRow[]): number => {
    const concerning = events.filter(
      (event) => event.number > covered && stream.mayConcern(actor, event),
    ).length;
    const times = Math.max(1, (tail.head.number - place.number) / events.length);
    return (options.weight * times * concerning) / (stream.gathers ?? 1);
  };

  // Only a subscriber that was at the end of the log can fall behind.
  let backlog: Backlog | null = null;
  let isFresh = true;
  while (!over()) {
    // Who reads alone is looked up where something is sent.
    const found = isFresh || !options.join ? actor : await options.actorNow();
    if (!found) return;
    actor = found;
    isFresh = false;
    // Taken before the page is read, so that nothing is missed in between.
    const seat = options.join?.(tail, actor);
    try {
      const events = await tail.read(place, BATCH);
      if (events === null) {
        const { head: end } = await tail.bounds();
        const last = await deliver(options, tail, async () => resync('CURSOR_UNKNOWN', end));
        if (last) yield last.delivery;
        return;
      }
      if (events.length === 0) {
        backlog ??= newBacklog();
        backlog.begin();
        waiting.end();
        const ms = Math.max(0, lastItemAt + positionMs - Date.now());
        if (!seat) await nudges.wait(tail, place, ms, signal);
        const sent = nudges.take() && !over() ? await ask([], null, undefined) : null;
        if (sent === 'OVER') return;
        if (sent) {
          lastItemAt = Date.now();
          yield sent.delivery;
          if (sent.ends) return;
          covered = Math.max(covered, sent.upTo?.number ?? 0);
        }
      } else if (backlog) {
        const reason = (await backlog.isTooLong(place))
          ? 'TOO_FAR_BEHIND'
          : waiting.is(waits(events))
            ? null
            : 'OVER_BUDGET';
        if (reason) {
          // What waits for the other subscriptions of the account may be within the budget without this one.
          waiting.end();
          const last = await deliver(options, tail, async () => resync(reason, tail.head));
          if (last) yield last.delivery;
          return;
        }
      }
      // The actor can be another one since: it is looked up again before the next seat is taken.
      if (events.some(({ ticketId }) => ticketId === null)) seat?.leave();
      for (const step of steps(events, stream, actor, () => covered)) {
        const { last, concerning, endsOwnCall } = step;
        place = placeOf(last);
        if (over()) return;
        if (concerning.length === 0 && !endsOwnCall) continue;
        const sent = await ask(
          concerning,
          endsOwnCall ? last : null,
          last.number > head.number ? last.recordedAt : undefined,
        );
        if (sent === 'OVER') return;
        if (!sent) continue;
        lastItemAt = Date.now();
        yield sent.delivery;
        if (sent.ends) return;
        covered = Math.max(covered, sent.upTo?.number ?? 0);
      }
      if (seat && events.length < BATCH) {
        waiting.end();
        place = await seat.stay(place, lastItemAt, signal);
        if (seat.hasStayed) {
          lastItemAt = Math.max(lastItemAt, seat.lastItemAt);
          backlog ??= newBacklog();
          if (seat.wasFull) backlog.beginSlowly(place);
          else backlog.begin();
        }
      }
      if (Date.now() - lastItemAt >= positionMs && !over()) {
        // Not looked up again: a change of the actor is an event, and the end of the token ends the subscription.
        const quiet = await deliver(options, tail, async () => position(place), undefined, actor);
        if (!quiet) return;
        lastItemAt = Date.now();
        yield quiet.delivery;
      }
    } finally {
      seat?.leave();
    }
  }
}

/** The first items, the end of the log, and the place to go on after; null when the token no longer works. */
async function begin(
  options: FollowOptions,
  tail: Tail,
  position: (place: Position) => Sent,
  resync: (reason: ResyncReason, place: Position) => Sent,
) {
  const { services, organisationId, after, stream } = options;
  const given = after === null ? null : positionOf(services.seals, organisationId, after);
  const { head, floor, known } = await tail.bounds(given);
  const wrong = after === null ? null : wrongWith(given, floor, known);
  let place = given ?? head;
  const sent = await deliver(options, tail, async (reads) => {
    if (!stream.first) return wrong ? resync(wrong, head) : position(place);
    const first = await stream.first(reads, wrong ? null : given);
    place = first.place;
    return first;
  });
  return sent && { ...sent, head, place, covered: sent.upTo?.number ?? 0 };
}

/** Why a stream cannot continue from a cursor; null when it can. A cursor that cannot be opened is unknown. */
function wrongWith(given: Position | null, floor: number, known: boolean): ResyncReason | null {
  if (given === null) return 'CURSOR_UNKNOWN';
  if (given.number < floor) return 'CURSOR_TOO_OLD';
  return known ? null : 'CURSOR_UNKNOWN';
}

/** Events that are delivered together: up to `last`, which can be the end of a call of the subscriber. */
interface Step {
  last: FilteredEventRow;
  concerning: FilteredEventRow[];
  endsOwnCall: boolean;
}

function* steps(
  events: readonly FilteredEventRow[],
  stream: Stream,
  actor: Actor,
  covered: () => number,
): Generator<Step, void, undefined> {
  const caller = actorKey(actor);
  const { gathers = 1 } = stream;
  let concerning: FilteredEventRow[] = [];
  for (const [i, event] of events.entries()) {
    if (event.number > covered() && stream.mayConcern(actor, event)) concerning.push(event);
    const endsOwnCall = event.cause.caller === caller;
    const isFull = concerning.length === gathers;
    if (!endsOwnCall && !isFull && i < events.length - 1) continue;
    yield { last: event, concerning, endsOwnCall };
    concerning = [];
  }
}

/**
 * Whether an event names an actor between a place of the log, which was the end before the actor was looked up, and a snapshot: then the
 * rights of the actor can be older than what they would decide about.
 */
async function isNamedBetween(
  tail: Tail,
  behind: Position,
  actor: Actor,
  snapshot: ActorReads,
): Promise<boolean> {
  const ids = idsOf(actor);
  const end = await headIn(snapshot);
  for (let place = behind; place.number < end.number; ) {
    const events = await tail.readIn(snapshot, place, BATCH);
    const last = events?.at(-1);
    // The log was set back, which the next step finds out.
    if (!events || !last) return false;
    const named = (event: FilteredEventRow) =>
      event.ticketId === null && [...idsIn(event)].some((id) => ids.includes(id));
    if (events.some((event) => event.number <= end.number && named(event))) return true;
    place = placeOf(last);
  }
  return false;
}

/** Adds a position with a cursor, unless one of the items has it. */
function withCursor(outcome: Sent | null, cursor: string): Sent {
  const { items } = outcome ?? { items: [] };
  if (items.some((item) => item.cursor === cursor)) return { ...outcome, items };
  return { ...outcome, items: [...items, { __typename: 'StreamPosition', cursor }] };
}

/** Decides at the subscription's turn, in a fresh snapshot, what is sent; null: nothing, also when the token no longer works. */
async function deliver(
  { services: { db, seals, extensions }, ...options }: FollowOptions,
  tail: Tail,
  decide: (reads: ActorReads) => Promise<Exclude<Outcome, ResyncReason>>,
  recordedAt?: Date,
  known: Actor | null = null,
): Promise<(Omit<Sent, 'items'> & { actor: Actor; delivery: Delivery }) | null> {
  const turn = await options.turn();
  const readsState = options.stream.first !== undefined;
  let reads: ActorReads | undefined;
  let handedOver = false;
  try {
    for (;;) {
      const { head } = tail;
      const actor = options.signal.aborted ? null : (known ?? (await options.actorNow()));
      if (!actor) return null;
      reads = new ActorReads({ db: db.live, seals, extensions }, actor, () => pace.next(turn));
      // Only a state is read before it is known whether anything is sent: reading it again would find no change.
      let isFromBefore = readsState && !known && (await isNamedBetween(tail, head, actor, reads));
      if (!isFromBefore) {
        const sent = await decide(reads);
        if (!sent || sent.items.length === 0) return null;
        isFromBefore = !readsState && reads.isBegun && (await isNamedBetween(tail, head, actor, reads));
        if (!isFromBefore) {
          handedOver = true;
          const { items, ...rest } = sent;
          return { ...rest, actor, delivery: { items, reads, turn, recordedAt } };
        }
      }
      await reads.close();
      await tail.advance();
    }
  } finally {
    if (!handedOver) {
      await reads?.close();
      pace.end(turn);
    }
  }
}
