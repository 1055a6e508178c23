import type { Database } from '../db/database.js';
import { ReadSession } from '../db/read-session.js';
import {
  bounds,
  eventsBehindKnown,
  type FilteredEventRow,
  isKnown,
  type Position,
  placeOf,
  replayedDays,
  samePosition,
} from '../events/index.js';
import type { Log } from '../observability/log.js';

/** How many recent events, and how many characters, are kept in memory for each followed organisation, for all its subscribers together. */
const RECENT = 2000;
const RECENT_CHARACTERS = 8_000_000;
const BATCH = 500;
/** One waiting check is enough; but a check that never ends (on a dead connection) must not be the last one. */
const LOOK_MS = 5000;

export interface LiveHubOptions {
  db: Database;
  log: Log;
  retentionMs: number;
  /** Hints can be lost: the log is checked this often without one. */
  pollMs: number;
}

/**
 * The tail of the event log. Each event of a followed organisation is read once and kept for a while; its followers are woken and read at
 * their own pace. There is no queue for a follower, so a slow one costs no memory.
 */
export class LiveHub {
  readonly #options: LiveHubOptions;
  readonly #tails = new Map<string, Tail>();
  readonly #timer: NodeJS.Timeout;
  #closed = false;
  #lookingSince = 0;
  #lookedAt = Date.now();

  constructor(options: LiveHubOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#poll(), options.pollMs);
    this.#timer.unref();
  }

  /** A hint that an organisation's log has grown. */
  wake(organisationId: string): void {
    const tail = this.#tails.get(organisationId);
    if (tail) void this.#read(tail);
  }

  /** Starts following an organisation's log; `unfollow` ends it. */
  follow(organisationId: string): Tail {
    let tail = this.#tails.get(organisationId);
    if (!tail) {
      tail = new Tail(organisationId, this.#options);
      this.#tails.set(organisationId, tail);
    }
    tail.followers += 1;
    return tail;
  }

  unfollow(tail: Tail): void {
    tail.followers -= 1;
    if (tail.followers === 0) this.#tails.delete(tail.organisationId);
  }

  /** Wakes all followers at the end of the program. */
  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
    for (const tail of this.#tails.values()) tail.wakeAll();
  }

  /** Number of followers of a log. */
  get followers(): number {
    return [...this.#tails.values()].reduce((sum, tail) => sum + tail.followers, 0);
  }

  get closed(): boolean {
    return this.#closed;
  }

  /**
   * The state of the reading: when the log was last checked successfully (without followers nothing is checked), since when events could
   * not be read, and how many known events the slowest tail still has to read.
   */
  state(): {
    organisations: number;
    followers: number;
    lagEvents: number;
    lookedAt: number;
    lateSince: number | null;
  } {
    const tails = [...this.#tails.values()];
    const late = tails.flatMap((tail) => tail.lateSince ?? []);
    return {
      organisations: tails.length,
      followers: this.followers,
      lagEvents: Math.max(0, ...tails.map((tail) => tail.known - tail.head.number)),
      lookedAt: this.#lookedAt,
      lateSince: late.length > 0 ? Math.min(...late) : null,
    };
  }

  async #poll(): Promise<void> {
    const begun = Date.now();
    if (begun - this.#lookingSince < LOOK_MS) return;
    this.#lookingSince = begun;
    const organisations = [...this.#tails.keys()];
    try {
      if (organisations.length > 0) await this.#look(organisations);
      this.#lookedAt = Date.now();
    } catch (error) {
      this.#options.log.warn({ err: error }, 'the heads of the event logs could not be read');
    } finally {
      if (this.#lookingSince === begun) this.#lookingSince = 0;
    }
  }

  async #look(organisations: readonly string[]): Promise<void> {
    const { rows } = await this.#options.db.live.pool.query<{ organisation_id: string; number: string }>(
      'select organisation_id, number from event_heads_of($1)',
      [organisations],
    );
    const quiet: Tail[] = [];
    for (const row of rows) {
      const tail = this.#tails.get(row.organisation_id);
      if (!tail) continue;
      tail.known = Number(row.number);
      if (tail.known === tail.head.number) {
        quiet.push(tail);
        continue;
      }
      // Also when the log ends before the last event that was read: reading finds out whether it was set back.
      tail.lateSince ??= Date.now();
      void this.#read(tail);
    }
    await this.#lookForLost(quiet);
  }

  /** A log that was set back can have the same length as before by now. */
  async #lookForLost(tails: readonly Tail[]): Promise<void> {
    const { rows } = await this.#options.db.pool.query<{ organisation_id: string }>(
      'select lost as organisation_id from lost_heads($1, $2, $3) lost',
      [
        tails.map(({ organisationId }) => organisationId),
        tails.map(({ head }) => head.number),
        tails.map(({ head }) => head.recordedAt.toISOString()),
      ],
    );
    for (const row of rows) {
      const tail = this.#tails.get(row.organisation_id);
      if (tail) void this.#read(tail);
    }
  }

  async #read(tail: Tail): Promise<void> {
    try {
      await tail.advance();
      tail.lateSince = null;
    } catch (error) {
      tail.lateSince ??= Date.now();
      // The next poll tries again. Followers miss nothing; they only wait.
      this.#options.log.warn({ err: error }, 'the event log could not be read');
    }
  }
}

/** The followed end of one organisation's log. */
export class Tail {
  readonly organisationId: string;
  readonly #options: LiveHubOptions;
  followers = 0;
  /** After the last event that was read. */
  head: Position = { number: 0, recordedAt: new Date(0) };
  /** The number of the last known event. */
  known = 0;
  /** Since when there are events to read without a successful read; null when there are none. */
  lateSince: number | null = null;
  /** Before the first event in memory. */
  #floor = this.head;
  #recent: FilteredEventRow[] = [];
  #recentCharacters = 0;
  #started = false;
  #advancing: Promise<void> | undefined;
  #again = false;
  #waiting = new Set<() => void>();

  constructor(organisationId: string, options: LiveHubOptions) {
    this.organisationId = organisationId;
    this.#options = options;
  }

  /** The end of the log, the place from which it can be replayed, and whether it has a given place. */
  async bounds(given: Position | null = null): Promise<{ head: Position; floor: number; known: boolean }> {
    const days = replayedDays(this.#options.retentionMs);
    return this.#session(async (session) => {
      const [[row], known] = await Promise.all([
        session.query(bounds(this.organisationId, days)),
        given ? isKnown(session, given) : false,
      ]);
      if (!row) throw new Error('the organisation has no log');
      const { number, recordedAt, floor } = row;
      return { head: { number, recordedAt }, floor, known };
    });
  }

  /** Makes sure that the end of the log is known, at least up to a place. */
  async reach(number = 0): Promise<void> {
    for (let tries = 0; !this.#started || this.head.number < number; tries += 1) {
      // Calls during a read share one more; a log that was set back may never have the place.
      if (tries === 3) throw new Error('the end of the event log could not be read');
      await this.advance();
    }
  }

  /** Reads new events. Calls during a read share one more read. */
  advance(): Promise<void> {
    if (this.#advancing) {
      this.#again = true;
      return this.#advancing;
    }
    this.#advancing = this.#advanceOnce().finally(() => {
      this.#advancing = undefined;
      if (this.#again) {
        this.#again = false;
        void this.advance().catch(() => {});
      }
    });
    return this.#advancing;
  }

  /**
   * Events after a place, in order: recent ones from memory, others from the log. Null when the log was set back and no longer has this
   * place.
   */
  async read(behind: Position, limit: number): Promise<FilteredEventRow[] | null> {
    const old = behind.number < this.#floor.number;
    if (!this.#started || (!old && !this.#keeps(behind))) await this.advance();
    if (this.#keeps(behind)) return this.#kept(behind, limit);
    return this.#session((session) => eventsBehindKnown(session, behind, limit));
  }

  /**
   * The same in an open snapshot, and over its connection: nothing that holds a connection may wait for another one. Events in memory can
   * be later than the snapshot.
   */
  async readIn(snapshot: ReadSession, behind: Position, limit: number): Promise<FilteredEventRow[] | null> {
    const recent = this.#keeps(behind) ? this.#kept(behind, limit) : [];
    return recent.length > 0 ? recent : eventsBehindKnown(snapshot, behind, limit);
  }

  #kept(behind: Position, limit: number): FilteredEventRow[] {
    const from = behind.number - this.#floor.number;
    return this.#recent.slice(from, from + limit);
  }

  /** Whether a place is in the part of the log that is in memory. */
  #keeps(place: Position): boolean {
    const after = place.number - this.#floor.number;
    return samePosition(after === 0 ? this.#floor : this.#recent[after - 1], place);
  }

  /** Resolves when the log continues after a place, when the time is over, or at the end of the program. */
  wait(behind: Position, ms: number, signal: AbortSignal): Promise<void> {
    if (!samePosition(this.head, behind) || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      signal.addEventListener('abort', wake);
      this.#waiting.add(wake);
    });
  }

  wakeAll(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  async #advanceOnce(): Promise<void> {
    if (!this.#started) await this.#begin();
    for (;;) {
      const events = await this.#session((session) => eventsBehindKnown(session, this.head, BATCH));
      if (events === null) {
        this.#options.log.warn(
          { organisationId: this.organisationId, head: this.head },
          'the event log was set back: subscribers must read their data again',
        );
        await this.#begin();
        this.wakeAll();
        return;
      }
      const last = events.at(-1);
      if (!last) return;
      this.#keep(events);
      this.head = placeOf(last);
      this.wakeAll();
      if (events.length < BATCH) return;
    }
  }

  /** Starts again at the end of the log, without the earlier events. */
  async #begin(): Promise<void> {
    const { head } = await this.bounds();
    this.head = head;
    this.#floor = head;
    this.#recent = [];
    this.#recentCharacters = 0;
    this.#started = true;
  }

  #keep(events: readonly FilteredEventRow[]): void {
    const recent = [...this.#recent, ...events];
    let characters = events.reduce((sum, event) => sum + sizeOf(event), this.#recentCharacters);
    let dropped = 0;
    for (const event of recent) {
      if (recent.length - dropped <= RECENT && characters <= RECENT_CHARACTERS) break;
      characters -= sizeOf(event);
      dropped += 1;
    }
    const lastDropped = recent[dropped - 1];
    if (lastDropped) this.#floor = placeOf(lastDropped);
    this.#recent = recent.slice(dropped);
    this.#recentCharacters = characters;
  }

  async #session<T>(run: (session: ReadSession) => Promise<T>): Promise<T> {
    const session = new ReadSession(this.#options.db.live.pool, this.organisationId);
    try {
      return await run(session);
    } finally {
      await session.close();
    }
  }
}

/** The approximate number of characters of an event: changed texts and lists of users make an event large. */
export function sizeOf(event: FilteredEventRow): number {
  const length = (value: unknown): number => {
    if (typeof value === 'string') return value.length;
    return Array.isArray(value) ? value.reduce((sum: number, item) => sum + length(item), 0) : 8;
  };
  const facts = Object.values(event.facts ?? {}).reduce((sum: number, fact) => sum + length(fact), 1000);
  return event.changes.reduce((sum, { from, to }) => sum + length(from) + length(to), facts);
}
