import type { Services } from '../graphql/services.js';
import { inTime, Late } from '../kernel/in-time.js';
import { Unavailable } from '../kernel/unavailable.js';

const parts = ['accepting', 'database', 'migrations', 'objectStore', 'eventLog', 'pool'] as const;
type Part = (typeof parts)[number];

/** Which parts work. `notes` says in a few words what is wrong or worth knowing, without names of hosts and without statements. */
export interface Readiness {
  ready: boolean;
  parts: Partial<Record<Part, boolean>>;
  notes: Partial<Record<Part, string>>;
}

/** The parts that are checked until `stop()`. */
export interface ReadinessWatch {
  now(): Promise<Readiness>;
  stop(): void;
}

/** A part that works has no fault, but can have a remark. */
type Finding = { part: Part; fault?: string; remark?: string; error?: unknown };

/** How long the check of one part may take. */
const ANSWER_MS = 3000;
/** Anyone can send probes, and often: within this time they get the same answer. */
const FRESH_MS = 1000;
/** After this time without a successful look at the log beyond the usual time between two, it counts as not working. */
const STALE_MS = 10_000;

/** Whether the program can do its work now. It is checked at most once a second. A server that is stopping says so at once. */
export function watchReadiness(services: Services, draining: () => boolean): ReadinessWatch {
  const queue = watchQueues(services.db);
  let known: { at: number; readiness: Promise<Readiness> } | undefined;
  let failing = '';
  const look = async (): Promise<Readiness> => {
    const findings = await Promise.all([lookAtDatabase(services), lookAtStore(services)]);
    const all = [...findings.flat(), lookAtLog(services), queue.look()];
    const faulty = all.filter(({ fault }) => fault !== undefined);
    const names = faulty.map(({ part }) => part).join();
    // Logged once for each change. The errors are only for the log.
    if (names !== failing) {
      for (const { part, fault, error } of faulty)
        services.log.warn({ part, fault, err: error }, 'not ready');
      if (faulty.length === 0) services.log.info('ready again');
      failing = names;
    }
    return summary([{ part: 'accepting' }, ...all]);
  };
  const now = (): Promise<Readiness> => {
    if (draining()) return Promise.resolve(summary([{ part: 'accepting', fault: 'the server is stopping' }]));
    if (!known || Date.now() - known.at >= FRESH_MS) {
      const entry = { at: Number.POSITIVE_INFINITY, readiness: look() };
      known = entry;
      // The age counts from the end of a check: no second check starts while one runs.
      void entry.readiness.finally(() => {
        entry.at = Date.now();
      });
    }
    return known.readiness;
  };
  return { now, stop: queue.stop };
}

function summary(findings: readonly Finding[]): Readiness {
  const notes = findings.map(({ part, fault, remark }) => [part, fault ?? remark] as const);
  return {
    ready: findings.every(({ fault }) => fault === undefined),
    parts: Object.fromEntries(findings.map(({ part, fault }) => [part, fault === undefined])),
    notes: Object.fromEntries(notes.filter(([, note]) => note !== undefined)),
  };
}

async function lookAtDatabase({ db }: Services): Promise<Finding[]> {
  try {
    const { writable, migrations } = await inTime(db.probe.look(), ANSWER_MS);
    return [
      { part: 'database', ...(writable ? {} : { fault: 'read-only: a standby, or set to read-only' }) },
      {
        part: 'migrations',
        ...(migrations === 'older' ? { fault: 'the database is older than this program' } : {}),
        ...(migrations === 'newer' ? { remark: 'the database is newer than this program' } : {}),
      },
    ];
  } catch (error) {
    return [
      { part: 'database', fault: faultOf(error), error },
      { part: 'migrations', fault: 'not known' },
    ];
  }
}

async function lookAtStore({ store, metrics }: Services): Promise<Finding> {
  try {
    await inTime(store.check(), ANSWER_MS);
    metrics.objectStoreChecked('ok');
    return { part: 'objectStore' };
  } catch (error) {
    metrics.objectStoreChecked('failed');
    return { part: 'objectStore', fault: faultOf(error), error };
  }
}

function lookAtLog({ hub, config }: Services): Finding {
  const { lookedAt, lateSince } = hub.state();
  const since = Math.min(lookedAt, lateSince ?? Number.POSITIVE_INFINITY);
  const works = Date.now() - since < STALE_MS + config.live.pollMs;
  return works ? { part: 'eventLog' } : { part: 'eventLog', fault: 'not read for a while' };
}

/** A queue for connections is no fault; a queue that has not moved for a while is. */
function watchQueues({ pool, connections }: Services['db']): { look(): Finding; stop(): void } {
  let acquired = 0;
  const count = (): void => {
    acquired += 1;
  };
  pool.on('acquire', count);
  const queues = [
    { waits: () => pool.waitingCount > 0, served: () => acquired },
    { waits: () => connections.areAllTaken, served: () => connections.served },
  ].map((queue) => ({ ...queue, last: 0, movedAt: Date.now() }));
  // An idle pool hands out no connections and is healthy: the time counts from when an operation began to wait.
  const notice = (): void => {
    for (const queue of queues) {
      const served = queue.served();
      if (!queue.waits() || served !== queue.last) queue.movedAt = Date.now();
      queue.last = served;
    }
  };
  const timer = setInterval(notice, 500);
  timer.unref();
  return {
    look: () => {
      notice();
      const stuck = queues.some(({ movedAt }) => Date.now() - movedAt >= STALE_MS / 2);
      return { part: 'pool', ...(stuck ? { fault: 'no connection has become free for a while' } : {}) };
    },
    stop: () => {
      clearInterval(timer);
      pool.off('acquire', count);
    },
  };
}

function faultOf(error: unknown): string {
  if (error instanceof Unavailable && error.note) return error.note;
  return error instanceof Late ? 'no answer in time' : 'no answer';
}
