import type { Pool } from 'pg';
import type { AccessRecorder } from '../../platform/actor/access-recorder.js';
import { type AccessEntry } from '../../platform/actor/access-recorder.js';
import { runOnce } from '../../platform/db/run-once.js';
import type { Sql } from '../../platform/db/sql.js';
import { addressGroup } from '../../platform/kernel/address-group.js';
import type { Log } from '../../platform/observability/log.js';
import { type Counted, noteUses, recordAccess } from './record.js';

/** How long counts wait in memory. A crash can lose this much. */
const FLUSH_MS = 1000;
/** The accuracy of `lastUsedAt`. */
const USES_MS = 30_000;
/** The limit of waiting counts; beyond it they are written at once. */
const MOST_WAITING = 5000;
const HOUR_MS = 3_600_000;

export interface AccessLogOptions {
  pool: Pool;
  log: Log;
  now(): Date;
}

/**
 * Records accesses and refusals. The first one within an hour is in the database before the request continues. Identical ones after that
 * are counted in memory and added every second, so that reads and refusals do not each write a row.
 */
export class AccessLog implements AccessRecorder {
  readonly #options: AccessLogOptions;
  readonly #timer: NodeJS.Timeout;
  /** Records that were written, by hour and fingerprint, with the counts since. */
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

  /** Counts an access. Never throws: if the database does not answer, the rest of the request will report it. */
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

  /** Writes the waiting counts. Counts that cannot be written keep waiting. */
  #flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#flushCounts());
    return this.#flushing;
  }

  /** Writes the waiting counts for the last time. */
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
      // Further accesses can be counted during the write.
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
