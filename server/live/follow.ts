import type { Pool } from 'pg';
import type { Actor } from '../authz/actor.js';
import { ViewerReads } from '../authz/viewer-reads.js';
import { eventCursor, eventNumber, type FilteredEventRow } from '../events/index.js';
import { BadInput } from '../kernel/bad-input.js';
import { visibleNumbers } from '../timeline/index.js';
import type { LiveHub, Tail } from './hub.js';

const BATCH = 100;

export interface FollowOptions {
  hub: LiveHub;
  pool: Pool;
  organisationId: string;
  /** The cursor to go on behind; null: live from now. */
  after: string | null;
  /** How often a quiet subscriber is told where it stands. */
  positionMs: number;
  /** How many events a live subscriber may fall behind. */
  maxBehind: number;
  signal: AbortSignal;
  /** Who subscribes, as of now; null when their token no longer works. */
  actorNow(): Promise<Actor | null>;
  /** Whether an event concerns the subscription, by what the event holds. */
  concerns(event: FilteredEventRow): boolean;
  /** Whether the subscription ends when an event that concerns it can not be seen any more. */
  endsUnseen?(reads: ViewerReads): Promise<boolean>;
}

export type StreamItem =
  | { kind: 'position'; cursor: string }
  /** `live`: it was recorded after the subscription began, not replayed. */
  | { kind: 'event'; event: FilteredEventRow; live: boolean }
  | { kind: 'resync'; cursor: string; reason: 'CURSOR_TOO_OLD' | 'CURSOR_UNKNOWN' | 'TOO_FAR_BEHIND' };

/** An item with the snapshot that it was permitted in and is to be resolved in. Whoever takes it closes the snapshot. */
export interface Delivery {
  item: StreamItem;
  reads: ViewerReads;
}

/**
 * What a subscriber is sent: first a position, then every event behind it that concerns them and that they may see at that
 * moment, in order, once. Reading goes by number over the one log, so replay and live have no seam between them.
 */
export async function* follow(options: FollowOptions): AsyncGenerator<Delivery, void, undefined> {
  const { hub, organisationId, signal } = options;
  const given = options.after === null ? null : eventNumber(organisationId, options.after);
  if (options.after !== null && given === null) {
    throw new BadInput('after', 'CURSOR', 'after is not a cursor of an event or position of yours.');
  }
  const tail = hub.follow(organisationId);
  try {
    yield* stream(options, tail, given, () => hub.closed || signal.aborted);
  } finally {
    hub.unfollow(tail);
  }
}

async function* stream(
  options: FollowOptions,
  tail: Tail,
  given: number | null,
  over: () => boolean,
): AsyncGenerator<Delivery, void, undefined> {
  const { organisationId, maxBehind, positionMs, signal } = options;
  const { head, floor } = await tail.bounds();
  const at = (number: number): string => eventCursor(organisationId, number);
  let told = Date.now();
  const start = given ?? head;

  const deliver = async (item: StreamItem): Promise<Delivery | null> => {
    const actor = await options.actorNow();
    return actor ? { item, reads: new ViewerReads(options.pool, actor) } : null;
  };
  const resync = (reason: 'CURSOR_TOO_OLD' | 'CURSOR_UNKNOWN' | 'TOO_FAR_BEHIND', number: number) =>
    deliver({ kind: 'resync', cursor: at(number), reason });

  const wrong =
    given === null ? null : given > head ? 'CURSOR_UNKNOWN' : given < floor ? 'CURSOR_TOO_OLD' : null;
  const first = wrong ? await resync(wrong, head) : await deliver({ kind: 'position', cursor: at(start) });
  if (first) yield first;
  if (!first || wrong) return;

  let position = start;
  let live = false;
  while (!over()) {
    const events = await tail.read(position, BATCH);
    if (events.length === 0) {
      live = true;
      await tail.wait(position, Math.max(0, told + positionMs - Date.now()), signal);
    } else if (live && tail.head - position > maxBehind) {
      const last = await resync('TOO_FAR_BEHIND', tail.head);
      if (last) yield last;
      return;
    }
    for (const event of events) {
      position = event.number;
      if (over()) return;
      if (!options.concerns(event)) continue;
      const delivery = await permitted(options, event, event.number > head);
      if (delivery === 'over') return;
      if (!delivery) continue;
      told = Date.now();
      yield delivery;
    }
    if (Date.now() - told >= positionMs && !over()) {
      const quiet = await deliver({ kind: 'position', cursor: at(position) });
      if (!quiet) return;
      // Access may be lost without an event of the ticket: its queue is closed, a team changes.
      if (await unseen(options, quiet)) return;
      told = Date.now();
      yield quiet;
    }
  }
}

async function unseen(options: FollowOptions, { reads }: Delivery): Promise<boolean> {
  let ends = true;
  try {
    ends = (await options.endsUnseen?.(reads)) ?? false;
    return ends;
  } finally {
    if (ends) await reads.close();
  }
}

/** The event in a fresh snapshot, if the subscriber, as they are now, may see it and its ticket, as they are now. */
async function permitted(
  options: FollowOptions,
  event: FilteredEventRow,
  live: boolean,
): Promise<Delivery | null | 'over'> {
  const actor = await options.actorNow();
  if (!actor) return 'over';
  const reads = new ViewerReads(options.pool, actor);
  let handedOver = false;
  try {
    const visible = await visibleNumbers(reads, [event.number]);
    if (visible.has(event.number)) {
      handedOver = true;
      return { item: { kind: 'event', event, live }, reads };
    }
    return (await options.endsUnseen?.(reads)) ? 'over' : null;
  } finally {
    if (!handedOver) await reads.close();
  }
}
