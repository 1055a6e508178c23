import type { Database } from '../db/database.js';
import { ReadSession } from '../db/read-session.js';
import {
  bounds,
  eventsBehindKnown,
  type FilteredEventRow,
  isKnown,
  type Position,
  placeOf,
  samePosition,
} from '../events/index.js';
import type { Log } from '../observability/log.js';

/** Events that are kept in memory of each followed organisation, for all its subscribers together: so many, and so large. */
const RECENT = 2000;
const RECENT_CHARACTERS = 8_000_000;
const BATCH = 500;
/** Hints may be lost, and other servers give none: the log is looked at this often. */
const POLL_MS = 1000;
/** One look that waits is enough, but one that may never end (a connection that is dead) must not be the last. */
const LOOK_MS = 5000;

export interface LiveHubOptions {
  db: Database;
  log: Log;
  retentionMs: number;
}

/**
 * The tail of the event log. Each event of an organisation that somebody follows is read once, kept for a while, and its
 * followers are woken; they come and read at their own pace. Nothing is queued for a follower, so a slow one costs no memory.
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
    this.#timer = setInterval(() => void this.#poll(), POLL_MS);
    this.#timer.unref();
  }

  /** A hint that an organisation's log has grown. */
  wake(organisationId: string): void {
    const tail = this.#tails.get(organisationId);
    if (tail) void this.#read(tail);
  }

  /** Begins to follow an organisation's log; `unfollow` ends it. */
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

  /** Wakes all followers for good; they see that it is over. */
  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
    for (const tail of this.#tails.values()) tail.wakeAll();
  }

  /** How many follow a log now. */
  get followers(): number {
    return [...this.#tails.values()].reduce((sum, tail) => sum + tail.followers, 0);
  }

  get closed(): boolean {
    return this.#closed;
  }

  /**
   * How the reading goes: when the log was last looked at with success (nobody following, there is nothing to look at), since when
   * something that is to be read was not, and how many known events the slowest tail has still to read.
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
      // Also when the log ends before what was read: reading finds out whether it was set back.
      tail.lateSince ??= Date.now();
      void this.#read(tail);
    }
    await this.#lookForLost(quiet);
  }

  /** A log that was set back may be as long as before by now. */
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
      // The next poll tries again; followers miss nothing, they only wait.
      this.#options.log.warn({ err: error }, 'the event log could not be read');
    }
  }
}

/** The followed end of one organisation's log. */
export class Tail {
  readonly organisationId: string;
  readonly #options: LiveHubOptions;
  followers = 0;
  /** Behind the last event that was read. */
  head: Position = { number: 0, recordedAt: new Date(0) };
  /** The number of the last event that is known to be there. */
  known = 0;
  /** Since when there is something to read and no reading has succeeded; null while all is well. */
  lateSince: number | null = null;
  /** Before the first event that is kept. */
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

  /** Where the log ends, from where on it can be replayed, and whether it has a place. */
  async bounds(given: Position | null = null): Promise<{ head: Position; floor: number; known: boolean }> {
    const days = Math.ceil(this.#options.retentionMs / 86_400_000);
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

  /** Reads what is new. Calls while it runs are one more run. */
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
   * Events behind a place, in order: from memory where they are recent, else from the log. Null when the log does not have that place
   * any more: it was set back.
   */
  async read(behind: Position, limit: number): Promise<FilteredEventRow[] | null> {
    const old = behind.number < this.#floor.number;
    if (!this.#started || (!old && !this.#keeps(behind))) await this.advance();
    if (this.#keeps(behind)) {
      const from = behind.number - this.#floor.number;
      return this.#recent.slice(from, from + limit);
    }
    return this.#session((session) => eventsBehindKnown(session, behind, limit));
  }

  /** Whether a place is in the part of the log that is kept. */
  #keeps(place: Position): boolean {
    const after = place.number - this.#floor.number;
    return samePosition(after === 0 ? this.#floor : this.#recent[after - 1], place);
  }

  /** Resolves when a place is not the end of the log, when the time is over, or when everything ends. */
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

  /** Stands at the end of the log, and keeps nothing of what was before. */
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

/** About how many characters an event holds: texts that were changed are what makes one large. */
function sizeOf(event: FilteredEventRow): number {
  const length = (value: unknown): number => {
    if (typeof value === 'string') return value.length;
    return Array.isArray(value) ? value.reduce((sum: number, item) => sum + length(item), 0) : 8;
  };
  return event.changes.reduce((sum, { from, to }) => sum + length(from) + length(to), 1000);
}
