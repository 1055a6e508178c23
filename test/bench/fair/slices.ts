import { PerformanceObserver } from 'node:perf_hooks';

/*
 * Preloaded into the server to find its longest slices: times in which the event loop reaches no timer. SIGUSR2
 * prints the longest slice since the previous signal.
 */

/** The longest slices, each measured in another way. All are up to one interval too long. */
export interface Slice {
  ms: number;
  /** CPU time of this thread, with its garbage collection and without the time of other processes on the core. */
  cpuMs: number;
  /** The same without garbage collection. */
  codeMs: number;
  /** The longest garbage collection. */
  collectionMs: number;
}

const EVERY_MS = 2;
/** Shorter slices are not kept. */
const SHORT_MS = 5;

let slices: { start: number; end: number; cpuMs: number }[] = [];
let collections: { start: number; end: number }[] = [];
let asked = 0;
let at = performance.now();
let used = cpuMs();

setInterval(() => {
  const [now, cpu] = [performance.now(), cpuMs()];
  if (now - at > SHORT_MS) slices.push({ start: at, end: now, cpuMs: cpu - used });
  at = now;
  used = cpu;
}, EVERY_MS).unref();

new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries())
    collections.push({ start: startTime, end: startTime + duration });
}).observe({ entryTypes: ['gc'] });

process.on('SIGUSR2', () => {
  asked += 1;
  // Collections are reported late: those of the last slice too, after a turn of the event loop.
  setTimeout(() => {
    process.stdout.write(`slice ${asked}: ${JSON.stringify(longest())}\nslice ${asked}: end\n`);
    slices = [];
    collections = [];
  }, EVERY_MS);
});

function longest(): Slice {
  const most = (values: number[]) => Math.max(0, ...values);
  return {
    ms: most(slices.map(({ start, end }) => end - start)),
    cpuMs: most(slices.map((slice) => slice.cpuMs)),
    codeMs: most(slices.map((slice) => slice.cpuMs - collectedIn(slice))),
    collectionMs: most(collections.map(({ start, end }) => end - start)),
  };
}

/** How long garbage was collected in a slice. */
function collectedIn(slice: { start: number; end: number }): number {
  return collections
    .map(({ start, end }) => Math.min(end, slice.end) - Math.max(start, slice.start))
    .reduce((sum, overlap) => sum + Math.max(0, overlap), 0);
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
