import { PerformanceObserver } from 'node:perf_hooks';

/*
 * Preloaded into the server to find its longest slices: times in which the event loop reaches no timer. SIGUSR2
 * prints the longest slice since the previous signal.
 */

/** A slice: its duration and the thread's own CPU time in it. Both are up to one interval too long. */
export interface Slice {
  ms: number;
  /**
   * CPU time of this thread, with its garbage collection and without the time of other processes on the core.
   */
  cpuMs: number;
  /** The longest garbage collection, which can be the whole of the longest slice. */
  collectionMs: number;
}

const EVERY_MS = 2;

const longest: Slice = { ms: 0, cpuMs: 0, collectionMs: 0 };
let asked = 0;
let at = performance.now();
let used = cpuMs();

setInterval(() => {
  const [now, cpu] = [performance.now(), cpuMs()];
  longest.ms = Math.max(longest.ms, now - at);
  longest.cpuMs = Math.max(longest.cpuMs, cpu - used);
  at = now;
  used = cpu;
}, EVERY_MS).unref();

new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries())
    longest.collectionMs = Math.max(longest.collectionMs, duration);
}).observe({ entryTypes: ['gc'] });

process.on('SIGUSR2', () => {
  asked += 1;
  process.stdout.write(`slice ${asked}: ${JSON.stringify(longest)}\nslice ${asked}: end\n`);
  Object.assign(longest, { ms: 0, cpuMs: 0, collectionMs: 0 });
});

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
