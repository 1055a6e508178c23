import { type Actor, actorKey, askerOf } from '../actor/actor.js';
import type { FilteredEventRow } from '../events/index.js';
import { idsIn, idsOf } from './named.js';
import type { Seat } from './seat.js';
import type { Between } from './sharing.js';
import type { Stream } from './stream.js';

/** Equal streams, with the members of a group that follow them. */
export interface Followers {
  readonly stream: Stream;
  readonly seats: Map<Reader, Set<Seat>>;
}

/** Members with the same actor: the same user or key, with the same rights. */
export interface Reader {
  readonly actor: Actor;
  /** The account that pays for what it is sent. */
  readonly account: string;
  readonly followed: Set<Followers>;
}

/** The members of a group, found by what an event is about and by whom it names. */
export class Members {
  readonly #followers = new Map<string, Followers>();
  readonly #readers = new Map<string, Reader>();
  /** By topic; those without topics are asked for every event. */
  readonly #byTopic = new Map<string, Set<Followers>>();
  readonly #ofAll = new Set<Followers>();
  /** By the ids of the user, the session and the API key. */
  readonly #byId = new Map<string, Set<Reader>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** All readers. */
  get readers(): Iterable<Reader> {
    return this.#readers.values();
  }

  get readerCount(): number {
    return this.#readers.size;
  }

  /** What decides who of different people get the same. */
  get between(): Between | null {
    const [any] = this.#followers.values();
    return any?.stream.shared?.between ?? null;
  }

  *seats(): Iterable<Seat> {
    for (const { seats } of this.#followers.values()) for (const some of seats.values()) yield* some;
  }

  add(stream: Stream, actor: Actor, seat: Seat): void {
    const followers = this.#followersOf(stream);
    const reader = this.#readerOf(actor);
    const seats = followers.seats.get(reader) ?? new Set();
    followers.seats.set(reader, seats.add(seat));
    reader.followed.add(followers);
    this.#size += 1;
  }

  remove(stream: Stream, actor: Actor, seat: Seat): void {
    const key = keyOf(stream);
    const followers = this.#followers.get(key);
    const reader = this.#readers.get(readerKey(actor));
    const seats = reader && followers?.seats.get(reader);
    if (!followers || !reader || !seats?.delete(seat)) return;
    this.#size -= 1;
    if (seats.size > 0) return;
    followers.seats.delete(reader);
    reader.followed.delete(followers);
    if (followers.seats.size === 0) this.#forgetFollowers(key, followers);
    if (reader.followed.size === 0) this.#forgetReader(reader);
  }

  /** The streams that an event about a ticket can concern. */
  about(event: FilteredEventRow): Followers[] {
    const [any] = this.#followers.values();
    const found = new Set(this.#ofAll);
    for (const topic of any?.stream.shared?.topicsOf(event) ?? [])
      for (const followers of this.#byTopic.get(topic) ?? []) found.add(followers);
    return [...found];
  }

  /** The readers whom an event names, in what it changes or in its facts. */
  named(event: FilteredEventRow): Set<Reader> {
    const found = new Set<Reader>();
    for (const id of idsIn(event)) for (const reader of this.#byId.get(id) ?? []) found.add(reader);
    return found;
  }

  /** The seats of a reader. */
  *seatsOf(reader: Reader): Iterable<Seat> {
    for (const { seats } of reader.followed) yield* seats.get(reader) ?? [];
  }

  /** The readers whose call an event ends. */
  calledBy({ cause: { caller } }: FilteredEventRow): Reader[] {
    const id = caller?.split(':')[1];
    if (id === undefined) return [];
    return [...(this.#byId.get(id) ?? [])].filter(({ actor }) => actorKey(actor) === caller);
  }

  #followersOf(stream: Stream): Followers {
    const key = keyOf(stream);
    const known = this.#followers.get(key);
    if (known) return known;
    const followers: Followers = { stream, seats: new Map() };
    this.#followers.set(key, followers);
    const topics = stream.shared?.topics ?? null;
    if (topics === null) this.#ofAll.add(followers);
    for (const topic of topics ?? []) addTo(this.#byTopic, topic, followers);
    return followers;
  }

  #forgetFollowers(key: string, followers: Followers): void {
    this.#followers.delete(key);
    this.#ofAll.delete(followers);
    for (const topic of followers.stream.shared?.topics ?? []) removeFrom(this.#byTopic, topic, followers);
  }

  #readerOf(actor: Actor): Reader {
    const key = readerKey(actor);
    const known = this.#readers.get(key);
    if (known) return known;
    const reader: Reader = { actor, account: askerOf(actor).actor, followed: new Set() };
    this.#readers.set(key, reader);
    for (const id of idsOf(actor)) addTo(this.#byId, id, reader);
    return reader;
  }

  #forgetReader(reader: Reader): void {
    this.#readers.delete(readerKey(reader.actor));
    for (const id of idsOf(reader.actor)) removeFrom(this.#byId, id, reader);
  }
}

function keyOf(stream: Stream): string {
  return stream.shared?.key ?? '';
}

/** Equal for actors with the same rights in the same session. */
function readerKey(actor: Actor): string {
  return JSON.stringify({ ...actor, expiresAt: null });
}

function addTo<V>(map: Map<string, Set<V>>, key: string, value: V): void {
  map.set(key, (map.get(key) ?? new Set()).add(value));
}

function removeFrom<V>(map: Map<string, Set<V>>, key: string, value: V): void {
  const values = map.get(key);
  values?.delete(value);
  if (values?.size === 0) map.delete(key);
}
