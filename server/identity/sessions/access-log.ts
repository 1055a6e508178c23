import type { Pool } from 'pg';
import { runOnce } from '../../platform/db/run-once.js';
import type { Sql } from '../../platform/db/sql.js';
import { addressGroup } from '../../platform/kernel/address-group.js';
import type { Log } from '../../platform/observability/log.js';
import type { AccessRecorder } from '../../platform/viewer/access-recorder.js';
import { type AccessEntry } from '../../platform/viewer/access-recorder.js';
import { type Counted, noteUses, recordAccess } from './record.js';

/** How long counts wait in memory: so much may be missing in them after a crash. */
const FLUSH_MS = 1000;
/** When something was last used is told to within a minute. */
const USES_MS = 30_000;
/** What waits is bounded; beyond that it is written at once. */
const MOST_WAITING = 5000;
const HOUR_MS = 3_600_000;

export interface AccessLogOptions {
  pool: Pool;
  log: Log;
  now(): Date;
}

/**
 * Keeps who came in and what was refused. The first time within an hour is in the database before the request goes on; equal
 * ones after that are counted here and added every second, so that neither reading nor being refused writes a row each time.
 */
export class AccessLog implements AccessRecorder {
  readonly #options: AccessLogOptions;
  readonly #timer: NodeJS.Timeout;
  /** What was written, by its hour and fingerprint; the counts are what has come since. */
  readonly #known = new Map<string, Counted & { hour: number }>();
  #usesWrittenAt: number;
  #uses = new Map<string, { organisationId: string; id: string; usedAt: Date }>();
  #flushing: Promise<void> = Promise.resolve();
  readonly #writing = new Set<Promise<boolean>>();

  constructor(options: AccessLogOptions) {
    this.#options = options;
    this.#usesWrittenAt = options.now().getTime();
    this.#timer = setInterval(() => void this.#flushDue(), FLUSH_MS);
    this.#timer.unref();
  }

  /** Counts something. Never throws: a database that does not answer is told by what the request does next. */
  async count(entry: AccessEntry): Promise<void> {
    const now = this.#options.now();
    const hour = hourOf(now);
    const print = `${hour} ${fingerprint(entry)}`;
    const known = this.#known.get(print);
    if (known) {
      if (known.count === 0) known.firstAt = now;
      known.count += 1;
      known.lastAt = now;
      return;
    }
    const first = { entry, hour, count: 0, firstAt: now, lastAt: now };
    this.#known.set(print, first);
    const { organisationId } = entry;
    const written = this.#write(organisationId, recordAccess(organisationId, [{ ...first, count: 1 }]));
    if (!(await written)) first.count += 1;
    if (this.#known.size > MOST_WAITING) await this.#flush();
  }

  /** Whether something equal was written within this hour, so that counting it writes nothing. */
  isCounted(entry: AccessEntry): boolean {
    return this.#known.has(`${hourOf(this.#options.now())} ${fingerprint(entry)}`);
  }

  /** Notes that a session or API key is in use. */
  use(organisationId: string, id: string): void {
    this.#uses.set(id, { organisationId, id, usedAt: this.#options.now() });
    if (this.#uses.size > MOST_WAITING) void this.#flushUses();
  }

  async #flushDue(): Promise<void> {
    await this.#flush();
    if (this.#options.now().getTime() - this.#usesWrittenAt >= USES_MS) await this.#flushUses();
  }

  /** Writes the counts that wait. What can not be written waits on. */
  #flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#flushCounts());
    return this.#flushing;
  }

  /** Writes what waits, for the last time. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#writing);
    await this.#flush();
    await this.#flushUses();
  }

  async #flushUses(): Promise<void> {
    const uses = [...this.#uses.values()];
    this.#uses = new Map();
    this.#usesWrittenAt = this.#options.now().getTime();
    for (const [organisationId, theirs] of Map.groupBy(uses, (use) => use.organisationId))
      await this.#write(organisationId, noteUses(organisationId, theirs));
  }

  async #flushCounts(): Promise<void> {
    const waiting = [...this.#known.values()].filter(({ count }) => count > 0);
    for (const [organisationId, theirs] of Map.groupBy(waiting, ({ entry }) => entry.organisationId)) {
      // More may be counted while these are written.
      const written = theirs.map((counted) => ({ ...counted }));
      if (!(await this.#write(organisationId, recordAccess(organisationId, written)))) return;
      for (const [i, counted] of theirs.entries()) counted.count -= written[i]?.count ?? 0;
    }
    const full = this.#known.size > MOST_WAITING;
    const thisHour = hourOf(this.#options.now());
    for (const [print, { hour, count }] of this.#known)
      if (count === 0 && (full || hour < thisHour)) this.#known.delete(print);
  }

  #write(organisationId: string, statement: Sql): Promise<boolean> {
    const writing = runOnce(this.#options.pool, organisationId, statement).then(
      () => true,
      (error: unknown) => {
        this.#options.log.warn({ err: error }, 'access records could not be written and will be tried again');
        return false;
      },
    );
    this.#writing.add(writing);
    return writing.finally(() => this.#writing.delete(writing));
  }
}

function hourOf(moment: Date): number {
  return Math.floor(moment.getTime() / HOUR_MS);
}

function fingerprint(entry: AccessEntry): string {
  const { kind, organisationId, userId, keyId, method, reason, operation } = entry;
  const address = entry.address === null ? null : addressGroup(entry.address);
  return JSON.stringify([kind, organisationId, userId, keyId, method, reason, operation, address]);
}
