import type { ClassSight } from '../actor/actor.js';
import { ActorReads } from '../actor/actor-reads.js';
import { Witness } from '../actor/witness.js';
import type { StreamItem } from '../contract/generated/types.js';
import type { ReadSession } from '../db/read-session.js';
import type { FilteredEventRow } from '../events/index.js';
import { type Paced, pace } from '../kernel/pace.js';
import { type Executed, executeForStaff, executeOnce } from './class-execution.js';
import { isPaidBy, sortReaders, usersAmong } from './classes.js';
import type { Common, GroupServices } from './common.js';
import { Frame } from './frame.js';
import { inTurns } from './in-turns.js';
import type { Followers, Members, Reader } from './members.js';
import type { Turn } from './messages.js';
import type { Seat } from './seat.js';
import { type Between, isServedAlone } from './sharing.js';
import type { Stream } from './stream.js';

/** How many executions of a step run at once: their statements go over one connection without waiting for each other. */
const AT_ONCE = 20;

/** What an event of a step can concern, by what is stored in it. */
export interface Concern {
  /** Which event of the step it is. */
  readonly at: number;
  readonly event: FilteredEventRow;
  /** The readers whom it names. It may give or take them a right to its ticket, so they are judged apart. */
  readonly named: ReadonlySet<Reader>;
  /** The streams that follow its ticket. */
  readonly followed: readonly Followers[];
}

/** Frames of an event of a step for some members; null: these members must go on alone, before the event. */
export interface Judgement {
  readonly at: number;
  readonly of: Iterable<Seat>;
  readonly frames: readonly Frame[] | null;
  /** The number of the last event that the frames are about, if it is another one than the event's. */
  readonly number?: number;
  /** What the members must show before the frames, and show then. */
  readonly turns?: Turn;
}

/** Decides what the members of a group get of the events of a step. */
export interface Judging {
  /** What an event about a ticket can concern; null: no member. */
  concern(event: FilteredEventRow, at: number): Concern | null;
  /** For each reader, how many executions the events of a step ask for on its account. */
  parts(concerns: readonly Concern[]): Map<Reader, number>;
  /** Counts executions for the account of a reader. False: it has asked for so much that it has to take turns, which it does alone. */
  isPaidBy(reader: Reader, executions: number): boolean;
  judge(concerns: readonly Concern[], snapshot: ReadSession, turn: Paced): Promise<Judgement[]>;
}

/** What the people of the events' tickets are to them, and the `TEAM` queues; of the snapshot of a step. */
interface Sights {
  readonly teamQueues: readonly { id: string; teamId: string }[];
  readonly people: ReadonlyMap<string, ReadonlyMap<string, { approves: boolean }>>;
}

/** Decides what the members of a group get of an event, by the rights of the snapshot, and executes the document as seldom as that allows. */
export class Judge implements Judging {
  readonly #services: GroupServices;
  readonly #common: Common;
  readonly #members: Members;
  readonly #organisationId: string;
  /** The document has a field that depends on the person: each reader has executions of their own. */
  #isPersonal = false;

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
    const followed = this.#members.about(event).filter(({ stream, seats }) => {
      // For readers whom it does not name, it is the same for all.
      for (const reader of seats.keys())
        if (!named.has(reader)) return stream.mayConcern(reader.actor, event);
      return false;
    });
    const isConcerned =
      followed.length > 0 || [...named].some((reader) => followedBy(reader, event).length > 0);
    return isConcerned ? { at, event, named, followed } : null;
  }

  /** For each reader, how many executions the events of a step ask for on its account: readers of an event share one. */
  parts(concerns: readonly Concern[]): Map<Reader, number> {
    const parts = new Map<Reader, number>();
    for (const { event, named, followed } of concerns) {
      const readers = new Set(followed.flatMap(({ seats }) => [...seats.keys()]));
      for (const reader of named) if (followedBy(reader, event).length > 0) readers.add(reader);
      const part = this.#isPersonal ? 1 : 1 / readers.size;
      for (const reader of readers) parts.set(reader, (parts.get(reader) ?? 0) + part);
    }
    return parts;
  }

  /** What members get of the events of a step. */
  async judge(concerns: readonly Concern[], snapshot: ReadSession, turn: Paced): Promise<Judgement[]> {
    const areMany = this.#members.readerCount > 1;
    const between = areMany && !this.#isPersonal ? this.#members.between : null;
    const sights = between && (await sightsOf(between, concerns, snapshot));
    const judgements: Judgement[] = [];
    await inTurns(concerns, AT_ONCE, async (concern) => {
      const step = { snapshot, turn, concern };
      const { event, named, followed } = concern;
      const others = new Set(followed.flatMap(({ seats }) => [...seats.keys()]));
      for (const reader of named) others.delete(reader);
      const apart =
        between && sights ? await this.#shared(step, between, sights, others, judgements) : others;
      const own = [
        ...[...named].map((reader) => ({ reader, streams: followedBy(reader, event) })),
        ...[...apart].map((reader) => ({
          reader,
          streams: followed.filter(({ seats }) => seats.has(reader)),
        })),
      ];
      await inTurns(own, AT_ONCE, async ({ reader, streams }) => {
        // The only reader pays for the whole step, and readers who have asked for much take turns together.
        if (areMany && !turn.heavy && !this.isPaidBy(reader, 1)) {
          judgements.push(...given(concern, streams, [], [reader]));
          return;
        }
        const reads = this.#reads(step, reader.actor, null);
        const { frames } = await executeOnce(reads, streamsOf(streams), event, this.#execute(reads, step));
        judgements.push(...given(concern, streams, frames, [reader]));
      });
    });
    return judgements;
  }

  /** Executes for classes of readers. Returns the readers for whom the result is not right: they have executions of their own. */
  async #shared(
    step: Step,
    between: Between,
    { teamQueues, people }: Sights,
    readers: Iterable<Reader>,
    judgements: Judgement[],
  ): Promise<Reader[]> {
    const { ticketId } = step.concern.event;
    const parts = people.get(ticketId ?? '');
    const { staff, others } = sortReaders(readers, teamQueues);
    const requesters: Reader[] = [];
    const apart: Reader[] = [];
    for (const reader of others) {
      const { actor } = reader;
      const part = actor.kind === 'user' ? parts?.get(actor.userId) : undefined;
      if (actor.kind !== 'user' || part?.approves) apart.push(reader);
      else if (part) requesters.push(reader);
    }
    const results = await executeForStaff(staff, (queueIds) =>
      this.#asClass(step, { sees: 'staff', queueIds }),
    );
    const shares = results.map(({ result, classes }) => ({
      result,
      of: classes.flatMap((one) => one.readers),
    }));
    if (requesters.length > 0 && ticketId !== null)
      shares.push({ result: await this.#asClass(step, { sees: 'ticket', ticketId }), of: requesters });
    for (const { result, of } of shares) {
      const { frames, testimony } = result;
      this.#isPersonal ||= testimony.isPersonal;
      const isWhole = frames.every((some) => some !== null);
      const users = usersAmong(of);
      const rights =
        testimony.hidden.length > 0 && !testimony.isPersonal
          ? await between.rightsTo(step.snapshot, testimony, step.concern.event, users)
          : null;
      const isApart = ({ actor }: Reader): boolean =>
        !isWhole || isServedAlone(testimony, actor.kind === 'user' ? rights?.get(actor.userId) : undefined);
      apart.push(...of.filter(isApart));
      judgements.push(
        ...given(
          step.concern,
          step.concern.followed,
          frames,
          of.filter((one) => !isApart(one)),
        ),
      );
    }
    return apart;
  }

  isPaidBy(reader: Reader, executions: number): boolean {
    return isPaidBy(reader, this.#common.weight * executions);
  }

  #asClass(step: Step, of: ClassSight): Promise<Executed> {
    const { event, followed } = step.concern;
    const reader = { kind: 'class', organisationId: this.#organisationId, of } as const;
    const reads = this.#reads(step, reader, new Witness());
    return executeOnce(reads, streamsOf(followed), event, this.#execute(reads, step));
  }

  #reads({ snapshot, turn }: Step, reader: ActorReads['reader'], witness: Witness | null): ActorReads {
    const { seals, extensions } = this.#services;
    return new ActorReads({ db: snapshot, seals, extensions }, reader, () => pace.next(turn), witness);
  }

  #execute(reads: ActorReads, { turn }: Step): (item: StreamItem) => Promise<string | null> {
    return (item) => this.#common.execute(item, reads, turn);
  }
}

/** One event, with the snapshot of its step. */
interface Step {
  readonly concern: Concern;
  readonly snapshot: ReadSession;
  readonly turn: Paced;
}

async function sightsOf(
  between: Between,
  concerns: readonly Concern[],
  snapshot: ReadSession,
): Promise<Sights> {
  const ticketIds = [...new Set(concerns.flatMap(({ event }) => event.ticketId ?? []))];
  const [teamQueues, people] = await Promise.all([
    between.teamQueues(snapshot),
    between.peopleOf(snapshot, ticketIds),
  ]);
  return { teamQueues, people };
}

/** The streams of a reader that an event can concern. */
function followedBy(reader: Reader, event: FilteredEventRow): Followers[] {
  return [...reader.followed].filter(({ stream }) => stream.mayConcern(reader.actor, event));
}

const streamsOf = (followed: readonly Followers[]): Stream[] => followed.map(({ stream }) => stream);

/** The judgements on what was executed for streams of readers. */
function given(
  { at, event }: Concern,
  followed: readonly Followers[],
  results: Executed['frames'],
  readers: readonly Reader[],
): Judgement[] {
  return followed.map(({ seats }, i) => ({
    at,
    of: readers.flatMap((reader) => [...(seats.get(reader) ?? [])]),
    frames: results[i]?.map((payload) => new Frame(payload, event.recordedAt)) ?? null,
  }));
}
