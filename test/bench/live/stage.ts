import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../../../client-examples/node/incident-log/progress.js';
import { readCpu } from '../cpu.js';
import type { Owner } from '../load/owner.js';
import type { Options } from './options.js';
import type { Product } from './product.js';
import type { References } from './references-running.js';
import type { SubscriberCalls } from './subscribers.js';
import type { Worker } from './worker.js';
import type { WriterCalls } from './writers.js';

/** What all cases use. */
export interface Stage {
  owner: Owner;
  postmasterPid: number;
  subscribers: Worker<SubscriberCalls>;
  writers: Worker<WriterCalls>;
  options: Options;
  progress: Progress;
  /** The references that run, each in a process of its own. */
  references: References;
  /** The product that runs; it is started if it does not. */
  product(): Promise<Product>;
  /** Starts another one, which the case stops. */
  startProduct(limits?: Record<string, string>): Promise<Product>;
  /** Stops the product after a case that it did not finish. */
  dropProduct(): Promise<void>;
}

const QUIET_MS = 1500;

let last = 0;

/** The numbers of this many writes: no number is used twice. */
export function numbersFor(count: number): number {
  const first = last + 1;
  last += count;
  return first;
}

/** Milliseconds of CPU so far: of the program, and of PostgreSQL. */
export async function cpuMs(stage: Stage, pid: number): Promise<{ program: number; postgres: number }> {
  const { program, postgres } = await readCpu(pid, stage.postmasterPid);
  return { program: program * 1000, postgres: postgres * 1000 };
}

/**
 * Waits until a group has got this number of items, at most for the given time. Where items merge there can be fewer: then until no more come.
 */
export async function arrival(
  { subscribers }: Stage,
  group: string,
  { due, merges, ms }: { due: number; merges: boolean; ms: number },
): Promise<void> {
  const end = performance.now() + ms;
  let [items, since] = [0, performance.now()];
  while (performance.now() < end) {
    const now = await subscribers.call('items', group);
    if (now !== items) [items, since] = [now, performance.now()];
    if (items >= due || (merges && performance.now() - since > QUIET_MS)) break;
    await sleep(20);
  }
  // What comes twice comes soon after.
  await sleep(100);
}
