import { newTicket } from '../faults/ask.js';
import { eventually } from '../harness/eventually.js';
import { Watcher } from './watcher.js';

const WRITES = 100;

/**
 * Prints how long an event takes to a subscriber of the server that wrote it and to one of another server: from the sending of the write, and,
 * to the other one, also from its acknowledgement.
 */
export async function reportLatency(bus: string, token: string, here: string, there: string): Promise<void> {
  const came = { here: new Map<string, number>(), there: new Map<string, number>() };
  const watch = (url: string, at: Map<string, number>): Watcher =>
    new Watcher(url, token, null, ({ ticket }) => ticket && at.set(ticket.subject, performance.now()));
  const watchers = [watch(here, came.here), watch(there, came.there)];
  await eventually(() => watchers.every(({ isOpen }) => isOpen));
  const spans = { here: [] as number[], there: [] as number[], afterAcknowledged: [] as number[] };
  for (let i = 0; i < WRITES; i += 1) {
    const subject = `${bus} ${i}`;
    const sent = performance.now();
    await newTicket(here, token, subject);
    const acknowledged = performance.now();
    await eventually(() => came.here.has(subject) && came.there.has(subject));
    spans.here.push((came.here.get(subject) ?? 0) - sent);
    spans.there.push((came.there.get(subject) ?? 0) - sent);
    spans.afterAcknowledged.push((came.there.get(subject) ?? 0) - acknowledged);
  }
  await Promise.all(watchers.map((watcher) => watcher.stop()));
  const [same, other, after] = [spans.here, spans.there, spans.afterAcknowledged].map(percentiles);
  console.log(
    `hints over ${bus}, ${WRITES} writes: from sending to the same server ${same}, to the other ${other}; from acknowledging to the other ${after}`,
  );
}

function percentiles(spans: readonly number[]): string {
  const sorted = spans.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(share * sorted.length)] ?? 0).toFixed(1);
  return `p50 ${at(0.5)} p95 ${at(0.95)} ms`;
}
