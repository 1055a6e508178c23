import { ActorReads } from '../actor/actor-reads.js';
import { type Testimony, Witness } from '../actor/witness.js';
import type { StreamItem } from '../contract/generated/types.js';
import type { ReadSession } from '../db/read-session.js';
import type { FilteredEventRow } from '../events/index.js';
import { type Paced, pace } from '../kernel/pace.js';
import { executeForStaff, type Payload, payloadsOf } from './class-execution.js';
import { isPaidBy, type Staff, sortReaders, usersAmong } from './classes.js';
import type { Common, GroupServices } from './common.js';
import { Frame } from './frame.js';
import { inTurns } from './in-turns.js';
import type { Concern, Judgement, Judging } from './judge.js';
import type { Followers, Members, Reader } from './members.js';
import type { Seat } from './seat.js';
import { type Between, isServedAlone } from './sharing.js';
import type { Showing, Shown } from './stream.js';

/** How many executions of a step run at once. */
const AT_ONCE = 20;
/** How many different states that members of a class show are answered in a step. Members who show others read alone. */
const MOST_STATES = 20;
/** Rights to a ticket before an event do not matter: each member goes on from what they show. */
const noEvent = { ticketId: null, facts: null, changes: [] };

/** A state that has to be read again: after which events of the step, and in which snapshot. */
interface Stale {
  readonly snapshot: ReadSession;
  readonly turn: Paced;
  readonly followers: Followers;
  readonly showing: Showing;
  /** The first event of the step that concerns it: its changes are sent before what later events send. */
  readonly at: number;
  /** The last event that concerns it. */
  readonly event: FilteredEventRow;
}

/** What turns one state into another, for a reader or a class. Frames are null after an error, or where the subscription ends. */
interface Turned {
  readonly frames: readonly Payload[] | null;
  readonly testimony: Testimony;
}

/**
 * Decides what the members of a group get whose streams send the changes of a state. The state is read once for a step and a class; its
 * changes are executed once for all members of the class who show the same.
 */
export class StateJudge implements Judging {
  readonly #services: GroupServices;
  readonly #common: Common;
  readonly #members: Members;
  readonly #organisationId: string;
  /** Their state or their document depends on the person. */
  readonly #personal = new WeakSet<Followers>();

  constructor(services: GroupServices, common: Common, members: Members, organisationId: string) {
    this.#services = services;
    this.#common = common;
    this.#members = members;
    this.#organisationId = organisationId;
  }

  /** What an event about a ticket can concern; null: no member. */
  concern(event: FilteredEventRow, at: number): Concern | null {
    if (event.ticketId === null) return null;
    const named = this.#members.named(event);
    const followed = this.#members.about(event).filter((followers) => isStale(followers, event, named));
    return followed.length === 0 ? null : { at, event, named, followed };
  }

  /** For each reader, how many executions the events of a step ask for on its account: readers of a state share one. */
  parts(concerns: readonly Concern[]): Map<Reader, number> {
    const parts = new Map<Reader, number>();
    for (const followers of new Set(concerns.flatMap(({ followed }) => followed))) {
      const part = this.#personal.has(followers) ? 1 : 1 / followers.seats.size;
      for (const reader of followers.seats.keys()) parts.set(reader, (parts.get(reader) ?? 0) + part);
    }
    return parts;
  }

  isPaidBy(reader: Reader, executions: number): boolean {
    return isPaidBy(reader, this.#common.weight * executions);
  }

  /** What members get of the events of a step. */
  async judge(concerns: readonly Concern[], snapshot: ReadSession, turn: Paced): Promise<Judgement[]> {
    const stale = new Map<Followers, Stale>();
    for (const { at, event, followed } of concerns)
      for (const followers of followed) {
        const { showing } = followers.stream;
        const first = stale.get(followers)?.at ?? at;
        if (showing) stale.set(followers, { snapshot, turn, followers, showing, at: first, event });
      }
    const judgements: Judgement[] = [];
    await inTurns([...stale.values()], AT_ONCE, async (one) => {
      const { between } = this.#members;
      const readers = [...one.followers.seats.keys()].filter((reader) => seatsOf(one, [reader]).length > 0);
      const isShared = between !== null && readers.length > 1 && !this.#personal.has(one.followers);
      const apart = isShared ? await this.#shared(one, between, readers, judgements) : new Set(readers);
      await inTurns([...apart], AT_ONCE, (reader) => this.#alone(one, reader, judgements));
    });
    return judgements;
  }

  /** Reads the state for classes of readers. Returns the readers for whom it is not right. */
  async #shared(
    stale: Stale,
    between: Between,
    readers: readonly Reader[],
    judgements: Judgement[],
  ): Promise<Set<Reader>> {
    const teamQueues = await between.teamQueues(stale.snapshot);
    const { staff, others } = sortReaders(readers, teamQueues);
    const apart = new Set(others);
    const states = await executeForStaff(staff, async (queueIds) => {
      const { after, testimony } = await read(stale, this.#classReads(stale, queueIds));
      return { after, queueIds, testimony };
    });
    await inTurns(states, AT_ONCE, async ({ result: { after, queueIds, testimony }, classes }) => {
      const kept = await this.#keep(stale, between, testimony, classes, apart);
      for (const { content, from, seats, waiting } of statesOf(seatsOf(stale, readersOf(kept)))) {
        if (content === null) {
          judgements.push(leaves(stale, seats));
          continue;
        }
        const turned = await executeForStaff(
          kept,
          (queues) => this.#turn(stale, this.#classReads(stale, queues), from, after),
          queueIds,
        );
        for (const { result, classes: some } of turned) {
          const right = await this.#keep(stale, between, result.testimony, some, apart);
          const theirs = new Set(seatsOf(stale, readersOf(right)));
          const of = [...seats, ...waiting].filter((seat) => theirs.has(seat));
          judgements.push(given(stale, of, result, from, after));
        }
      }
    });
    return apart;
  }

  /** The classes without those of their readers for whom a result is not right, which are added to `apart`. */
  async #keep(
    { snapshot, followers }: Stale,
    between: Between,
    testimony: Testimony,
    classes: readonly Staff[],
    apart: Set<Reader>,
  ): Promise<Staff[]> {
    if (testimony.isPersonal) this.#personal.add(followers);
    const isAny = testimony.hidden.length > 0 && !testimony.isPersonal;
    const rights = isAny
      ? await between.rightsTo(snapshot, testimony, noEvent, usersAmong(readersOf(classes)))
      : null;
    return classes.map(({ queueIds, readers }) => ({
      queueIds,
      readers: readers.filter((reader) => {
        const { actor } = reader;
        const own = actor.kind === 'user' ? rights?.get(actor.userId) : undefined;
        if (isServedAlone(testimony, own)) apart.add(reader);
        return !apart.has(reader);
      }),
    }));
  }

  /** Reads the state for one reader. */
  async #alone(stale: Stale, reader: Reader, judgements: Judgement[]): Promise<void> {
    const all = seatsOf(stale, [reader]);
    // The only reader pays for the whole step, and readers who have asked for much take turns together.
    if (this.#members.readerCount > 1 && !stale.turn.heavy && !this.isPaidBy(reader, 1)) {
      judgements.push(leaves(stale, all));
      return;
    }
    const { after } = await read(stale, this.#reads(stale, reader.actor, null));
    for (const { content, from, seats, waiting } of statesOf(all)) {
      const turned =
        content === null
          ? null
          : await this.#turn(stale, this.#reads(stale, reader.actor, null), from, after);
      judgements.push(
        turned ? given(stale, [...seats, ...waiting], turned, from, after) : leaves(stale, seats),
      );
    }
  }

  /** Executes what turns one state into another, and closes the reads. */
  async #turn({ showing, turn }: Stale, reads: ActorReads, from: Shown, after: Shown): Promise<Turned> {
    try {
      const sent = await showing.changes(reads, from, after);
      if (sent !== null && (typeof sent === 'string' || sent.ends))
        return { frames: null, testimony: testimonyOf(reads) };
      const execute = (item: StreamItem) => this.#common.execute(item, reads, turn);
      const frames = await payloadsOf(sent?.items ?? [], execute);
      return { frames, testimony: testimonyOf(reads) };
    } finally {
      await reads.close();
    }
  }

  #classReads(stale: Stale, queueIds: readonly string[]): ActorReads {
    const organisationId = this.#organisationId;
    const reader = { kind: 'class', organisationId, of: { sees: 'staff', queueIds } } as const;
    return this.#reads(stale, reader, new Witness());
  }

  #reads({ snapshot, turn }: Stale, reader: ActorReads['reader'], witness: Witness | null): ActorReads {
    const { seals, extensions } = this.#services;
    return new ActorReads({ db: snapshot, seals, extensions }, reader, () => pace.next(turn), witness);
  }
}

/** Reads the state of now, and closes the reads. */
async function read({ showing }: Stale, reads: ActorReads): Promise<{ after: Shown; testimony: Testimony }> {
  try {
    return { after: await showing.read(reads), testimony: testimonyOf(reads) };
  } finally {
    await reads.close();
  }
}

const none: Testimony = { isPersonal: false, hidden: [], isMany: false };
const testimonyOf = ({ witness }: ActorReads): Testimony => witness?.testimony ?? none;

const readersOf = (classes: readonly Staff[]): Reader[] => classes.flatMap(({ readers }) => readers);

/** Whether an event can change what some members show. */
function isStale(
  { stream: { showing }, seats }: Followers,
  event: FilteredEventRow,
  named: ReadonlySet<Reader>,
): boolean {
  if (!showing) return false;
  const asked = new Set<Shown>();
  for (const [reader, some] of seats)
    for (const { shown } of some) {
      // For readers whom it does not name, it is the same for all who show the same.
      if (!shown || (asked.has(shown) && !named.has(reader))) continue;
      if (showing.concerns(shown, reader.actor, event)) return true;
      asked.add(shown);
    }
  return false;
}

/** The seats of readers that do not show a state of after the event yet. */
function seatsOf({ followers, event }: Stale, readers: readonly Reader[]): Seat[] {
  return readers
    .flatMap((reader) => [...(followers.seats.get(reader) ?? [])])
    .filter(({ shown }) => shown !== undefined && shown.place.number < event.number);
}

/** Seats that show the same. */
interface SameState {
  /** Null: too many states differ, or nobody who reads with the group shows any. */
  readonly content: string | null;
  /** Of those that show it, the state that was read first: what happened since was not sent to all of them. */
  readonly from: Shown;
  readonly seats: readonly Seat[];
  /** Seats of those who still read alone: they are given what most get, and check it when they are done. */
  readonly waiting: readonly Seat[];
}

/** The states that seats show, the most frequent first. */
function statesOf(seats: readonly Seat[]): SameState[] {
  const waiting = seats.filter(({ isLive }) => !isLive);
  const live = Map.groupBy(
    seats.filter(({ isLive }) => isLive),
    ({ shown }) => shown?.content ?? '',
  );
  const states = [...live].sort(([, a], [, b]) => b.length - a.length);
  const found = states.map(
    ([content, some], i): SameState => ({
      content: i < MOST_STATES ? content : null,
      from: earliest(some),
      seats: some,
      waiting: i === 0 ? waiting : [],
    }),
  );
  if (found.length > 0 || waiting.length === 0) return found;
  return [{ content: null, from: earliest(waiting), seats: waiting, waiting: [] }];
}

function earliest(seats: readonly Seat[]): Shown {
  const shown = seats.flatMap((seat) => seat.shown ?? []);
  return shown.reduce((first, one) => (one.place.number < first.place.number ? one : first));
}

/** Members who read the state alone, whatever part of the step they had before. */
function leaves({ at, event: { number } }: Stale, of: readonly Seat[]): Judgement {
  return { at, of, frames: null, number };
}

function given(
  { at, event: { number, recordedAt } }: Stale,
  of: readonly Seat[],
  { frames }: Turned,
  from: Shown,
  to: Shown,
): Judgement {
  return {
    at,
    of,
    frames: frames?.map((payload) => new Frame(payload, recordedAt)) ?? null,
    number,
    turns: { from, to },
  };
}
