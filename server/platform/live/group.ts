import { setTimeout as sleep } from 'node:timers/promises';
import { type Actor, askerOf } from '../actor/actor.js';
import { ReadSession } from '../db/read-session.js';
import {
  eventCursor,
  type FilteredEventRow,
  headOf,
  type Position,
  placeOf,
  positionCursor,
} from '../events/index.js';
import { type Paced, pace } from '../kernel/pace.js';
import type { Common, GroupServices } from './common.js';
import { Frame } from './frame.js';
import type { Tail } from './hub.js';
import { inSlices } from './in-turns.js';
import { type Concern, Judge, type Judgement, type Judging } from './judge.js';
import { Members, type Reader } from './members.js';
import { type Message, Messages } from './messages.js';
import { type Client, Seat } from './seat.js';
import { StateJudge } from './state-judge.js';
import type { Stream } from './stream.js';
import type { WaitingPart } from './waiting.js';

/** The most events of one step, which share a snapshot and are sent together. */
const MOST_EVENTS = 50;
/** The most later events that are looked at together, for changes of what members see. */
const MOST_CHECKED = 500;
/** The most weight of a step of one actor: more would have to rest. */
const MOST_WEIGHT = 10_000;
/** After sending to its members, a group rests this many times as long when there are more events, up to this time. */
const REST_TIMES = 2;
const MOST_REST_MS = 100;
/** Positions of quiet members are at most this part of their interval late, so that members who are due at about the same time share one. */
const POSITION_GRAIN = 1 / 20;

interface GroupFacts {
  /** Whether the streams of the members send the changes of a state, and not events. */
  sendsState: boolean;
  ended: () => void;
}

/** What a subscription brings to its group. */
export interface Member {
  readonly stream: Stream;
  readonly actor: Actor;
  readonly client: Client;
}

/**
 * Subscriptions to one organisation's log with the same document, and with the same variables in it, that are at the end of the log. For
 * each event the document is executed and serialised once for each reader, and sent to all their members. What cannot be shared (an error,
 * the end of a subscription, a change of what a reader sees) is left to the members: each leaves the group and goes on alone.
 */
export class Group {
  readonly #services: GroupServices;
  readonly #tail: Tail;
  readonly #common: Common;
  readonly #members = new Members();
  readonly #judge: Judging;
  /** What waits for readers, while the group is behind. */
  readonly #waiting = new Map<Reader, WaitingPart>();
  readonly #over = new AbortController();
  readonly #ended: () => void;
  /** After the last event whose messages were given. */
  #place: Position;
  /** After the last event of the present step. */
  #begun: Position;
  /** Up to here, events that may change what members see were looked for. Those who took their seat later looked for them alone. */
  #checked: Position;
  #positionsDue = 0;

  constructor(services: GroupServices, tail: Tail, common: Common, { sendsState, ended }: GroupFacts) {
    this.#services = services;
    this.#tail = tail;
    this.#common = common;
    this.#ended = ended;
    this.#judge = new (sendsState ? StateJudge : Judge)(services, common, this.#members, tail.organisationId);
    this.#place = tail.head;
    this.#begun = tail.head;
    this.#checked = tail.head;
    // After the first member has its seat.
    queueMicrotask(() => void this.#run());
  }

  get size(): number {
    return this.#members.size;
  }

  /** Takes a seat. Messages of later events are kept for it. */
  seat({ stream, actor, client }: Member): Seat {
    const left = (): void => {
      this.#members.remove(stream, actor, seat);
      if (this.#members.size === 0) this.#end();
    };
    const seat = new Seat(client, this.#begun, () => this.#place, left, stream.showing);
    this.#members.add(stream, actor, seat);
    return seat;
  }

  /** All members go on alone. */
  close(): void {
    for (const seat of [...this.#members.seats()]) seat.leave();
  }

  #end(): void {
    this.#endWaiting([...this.#waiting.keys()]);
    this.#over.abort();
    this.#ended();
  }

  async #run(): Promise<void> {
    const { signal } = this.#over;
    while (!signal.aborted) {
      try {
        await this.#next();
      } catch (error) {
        // Each member finds out alone, and reports it to its client.
        this.#services.log.debug({ err: error }, 'a group of subscriptions was dissolved');
        this.close();
      }
    }
  }

  async #next(): Promise<void> {
    const events = await this.#tail.read(this.#place, this.#most());
    if (events === null) {
      this.close();
      return;
    }
    const last = events.at(-1);
    if (!last) {
      this.#endWaiting([...this.#waiting.keys()]);
      await this.#sendPositions();
      const ms = Math.max(0, this.#positionsDue - Date.now());
      await this.#tail.wait(this.#place, ms, this.#over.signal);
      return;
    }
    this.#begun = placeOf(last);
    const begun = performance.now();
    if (await this.#step(events)) await this.#rest(performance.now() - begun);
  }

  #most(): number {
    if (this.#members.readerCount > 1) return MOST_EVENTS;
    return Math.min(Math.max(1, Math.floor(MOST_WEIGHT / this.#common.weight)), MOST_EVENTS);
  }

  async #rest(ms: number): Promise<void> {
    if (this.#tail.head.number <= this.#begun.number) return;
    await sleep(Math.min(REST_TIMES * ms, MOST_REST_MS), undefined, { signal: this.#over.signal }).catch(
      () => {},
    );
  }

  /** Gives the messages of some events. Returns whether anything was sent. */
  async #step(events: readonly FilteredEventRow[]): Promise<boolean> {
    const concerns = events.flatMap((event, i) => this.#judge.concern(event, i) ?? []);
    const judgements = concerns.length === 0 ? [] : await this.#judged(concerns, events);
    const none = new Messages([]);
    const messages = new Map<Seat, Messages>();
    const leaving = new Map<Seat, Position>();
    let place = this.#place;
    // The snapshot is later than all events: a member who sees other tickets by then goes on alone before the first.
    for (const event of events)
      if (event.ticketId === null) for (const seat of this.#unsettled(event)) leaving.set(seat, place);
    for (const [i, event] of events.entries()) {
      const give = (seats: Iterable<Seat>, given: Message | null, number = event.number) => {
        for (const seat of seats)
          if (!leaving.has(seat) && seat.after < number) {
            if (given) messages.set(seat, (messages.get(seat) ?? none).with(given));
            else leaving.set(seat, place);
          }
      };
      for (const { at, of, frames, number = event.number, turns } of judgements)
        if (at === i && (frames === null || frames.length > 0 || turns))
          give(of, frames && { number, frames, turns }, number);
      // A state is of no event: that the effect of a call is complete is sent beside it.
      await this.#endCalls(event, give, (seat) => {
        const last = messages.get(seat)?.list.at(-1);
        return last?.number === event.number && !last.turns;
      });
      place = placeOf(event);
    }
    await inSlices(messages, ([seat, given]) => seat.give(given));
    for (const recordedAt of recordedIn(judgements)) this.#services.metrics.pushDelayed(recordedAt);
    for (const [seat, at] of leaving) seat.leave(at);
    this.#place = place;
    return messages.size > 0;
  }

  /**
   * Counts a step for its readers, and begins its turn. Those for whom too much waits go on alone, and so do those who have asked for too much,
   * unless all have: then they take turns together.
   */
  #charge(concerns: readonly Concern[], events: number): Paced {
    const behind = this.#tail.head.number - this.#place.number;
    const isBehind = behind > events;
    // The only reader pays for the step when its turn begins.
    const isShared = this.#members.readerCount > 1;
    const parts = isShared || isBehind ? this.#judge.parts(concerns) : new Map<Reader, number>();
    this.#endWaiting([...this.#waiting.keys()].filter((reader) => !isBehind || !parts.has(reader)));
    const unpaid: Reader[] = [];
    for (const [reader, executions] of parts) {
      const waits = (this.#common.weight * executions * behind) / events;
      if (isBehind && !this.#waitingOf(reader).is(waits)) this.#sendAway(reader);
      else if (isShared && !this.#judge.isPaidBy(reader, executions)) unpaid.push(reader);
    }
    const weight = this.#common.weight * concerns.length;
    const { actor } = this.#asker();
    if (!isShared) return pace.begin(actor, weight);
    if (unpaid.length > 0 && unpaid.length === this.#members.readerCount)
      return pace.beginHeavy(actor, weight);
    for (const reader of unpaid) this.#sendAway(reader);
    return pace.begin(actor, 0);
  }

  #sendAway(reader: Reader): void {
    this.#endWaiting([reader]);
    for (const seat of [...this.#members.seatsOf(reader)]) seat.leave();
  }

  #waitingOf(reader: Reader): WaitingPart {
    const known = this.#waiting.get(reader) ?? this.#services.waiting.partOf(reader.account);
    this.#waiting.set(reader, known);
    return known;
  }

  #endWaiting(readers: readonly Reader[]): void {
    for (const reader of readers) {
      this.#waiting.get(reader)?.end();
      this.#waiting.delete(reader);
    }
  }

  /** Members who may see other tickets, or none, since an event about no ticket. */
  #unsettled(event: FilteredEventRow): Seat[] {
    const named = this.#members.named(event);
    const found: Seat[] = [];
    for (const reader of this.#members.readers)
      for (const { stream, seats } of reader.followed)
        for (const seat of seats.get(reader) ?? [])
          if (named.has(reader) || seat.mayConcern(stream, reader.actor, event)) found.push(seat);
    return found;
  }

  async #judged(concerns: readonly Concern[], events: readonly FilteredEventRow[]): Promise<Judgement[]> {
    const { db, log } = this.#services;
    const turn = this.#charge(concerns, events.length);
    // Also of members who had a part of the step before they took their seat.
    const leaves = (of: Iterable<Seat>): Judgement => ({
      at: 0,
      of,
      frames: null,
      number: this.#begun.number,
    });
    const asker = this.#asker();
    let snapshot: ReadSession | undefined;
    try {
      await pace.next(turn);
      const { organisationId } = this.#tail;
      snapshot = new ReadSession(db.live.connections.of(asker), organisationId, () => pace.next(turn));
      const [changed, judgements] = await Promise.all([
        this.#changedMeanwhile(snapshot),
        this.#judge.judge(concerns, snapshot, turn),
      ]);
      return [leaves(changed), ...judgements];
    } catch (error) {
      log.debug({ err: error }, 'events were left to each subscription alone');
      return [leaves([...this.#members.seats()])];
    } finally {
      await snapshot?.close();
      pace.end(turn);
    }
  }

  /**
   * Members whose actor is another one in the snapshot: it is later than the events of the step, and an event in between may have changed
   * what they see.
   */
  async #changedMeanwhile(snapshot: ReadSession): Promise<Seat[]> {
    const [head] = await snapshot.query(headOf(this.#tail.organisationId), 'once');
    const found: Seat[] = [];
    let place = this.#checked.number > this.#begun.number ? this.#checked : this.#begun;
    while (head && place.number < head.number) {
      const events = await this.#tail.readIn(snapshot, place, MOST_CHECKED);
      const last = events?.at(-1);
      if (!events || !last) throw new Error('the event log was set back');
      for (const event of events) if (event.ticketId === null) found.push(...this.#unsettled(event));
      place = placeOf(last);
      // Who takes a seat later looks as far as the tail knows the log.
      if (place.number <= this.#tail.head.number) this.#checked = place;
    }
    return found;
  }

  /** A call of a reader ends with this event: its effect is complete for members that get no item of it, too. */
  async #endCalls(
    event: FilteredEventRow,
    give: (seats: readonly Seat[], message: Message | null) => void,
    hasItem: (seat: Seat) => boolean,
  ): Promise<void> {
    const seats = this.#members
      .calledBy(event)
      .flatMap((reader) => [...reader.followed].flatMap(({ seats: all }) => [...(all.get(reader) ?? [])]))
      .filter((seat) => !hasItem(seat));
    if (seats.length === 0) return;
    const { seals } = this.#services;
    const frames = await this.#position(eventCursor(seals, this.#tail.organisationId, event));
    give(seats, frames && { number: event.number, frames });
  }

  /** Null after an error, which is never shared. */
  async #position(cursor: string): Promise<Frame[] | null> {
    const typeName = 'StreamPosition';
    const payload = await this.#common.execute({ __typename: typeName, cursor }, null, free);
    return payload === null ? null : [new Frame({ payload, typeName })];
  }

  /** Sends their position to members who were sent nothing for a while. */
  async #sendPositions(): Promise<void> {
    const { positionMs } = this.#common;
    const now = Date.now();
    if (now < this.#positionsDue) return;
    const place = this.#place;
    const live = [...this.#members.seats()].filter((seat) => seat.isLive && seat.after <= place.number);
    const due = live.filter(({ lastItemAt }) => lastItemAt + positionMs <= now);
    if (due.length > 0) {
      const { seals } = this.#services;
      const frames = await this.#position(positionCursor(seals, this.#tail.organisationId, place));
      const messages = frames && new Messages([{ number: Number.POSITIVE_INFINITY, frames }]);
      await inSlices(new Set(due), (seat) => (messages ? seat.give(messages) : seat.leave()));
    }
    const next = live.reduce((soonest, { lastItemAt }) => Math.min(soonest, lastItemAt), Date.now());
    this.#positionsDue = Math.max(next + positionMs, now + positionMs * POSITION_GRAIN);
  }

  /** The account that the work is for: that of the only actor, or one for what several share. */
  #asker(): { actor: string; group: string } {
    const { organisationId } = this.#tail;
    const [first] = this.#members.readers;
    if (first && this.#members.readerCount === 1) return askerOf(first.actor);
    return { actor: `${organisationId} shared`, group: organisationId };
  }
}

/** The turn of what reads nothing. */
const free: Paced = { actor: '', weight: 0, heavy: false, begun: true, over: true };

/** When the events were recorded, for each part of the members that got the same. */
function recordedIn(judgements: readonly Judgement[]): Date[] {
  return judgements
    .flatMap(({ frames }) => [...new Set(frames?.map(({ recordedAt }) => recordedAt))])
    .filter((at) => at !== undefined);
}
