import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { burst as appendBurst } from '../load/burst.js';
import { productOf } from './contestants.js';
import { type FigureCase, whole } from './figures.js';
import { measureOne, openAll } from './measure.js';
import { agentsOfOneTeam } from './scenes.js';
import { arrival, type Stage } from './stage.js';
import type { Arrivals } from './subscribers.js';
import { events } from './topics.js';

const EVENTS = { usual: 20_000, quick: 300 };
const MOST_MS = 120_000;
const topic = {
  ...events,
  document: events.document.replace(
    '... on TicketEvent',
    '... on ResyncRequired { resyncReason } ... on TicketEvent',
  ),
};

/** What a burst does to a reader that keeps up, beside one that does not read until the other one has all. */
export const burst: FigureCase['measure'] = async (stage) => {
  const { owner, options, subscribers } = stage;
  const times = options.quick ? EVENTS.quick : EVENTS.usual;
  const scene = await agentsOfOneTeam(owner, 2);
  // One that does not read answers no pings.
  const product = await stage.startProduct({ WS_PING_SECONDS: '3600' });
  const [reader, sleeper] = scene.subscribers.map((one, i) => ({
    ...productOf(stage, product, { ...scene, subscribers: [one] }, topic),
    name: i === 0 ? 'reader' : 'sleeper',
  })) as [ReturnType<typeof productOf>, ReturnType<typeof productOf>];
  const steps: (() => Promise<unknown>)[] = [() => product.stop()];
  try {
    await openAll(stage, reader, steps);
    await measureOne(stage, reader, { perSecond: 5 });
    await openAll(stage, sleeper, steps);
    await subscribers.call('pause', sleeper.name);
    const [last] = await owner.rows<{ ticket: string }>(
      'select ticket_id as ticket from events where organisation_id = $1 order by number desc limit 1',
      [scene.organisationId],
    );
    const { rss: before } = await product.memory();
    await forgetPeak(product.pid);
    const begun = performance.now();
    await owner.rows(appendBurst, [last?.ticket, times]);
    await arrival(stage, reader.name, { due: times, merges: false, ms: MOST_MS });
    const seconds = (performance.now() - begun) / 1000;
    const peak = await peakOf(product.pid);
    const read: Arrivals = await subscribers.call('take', reader.name);
    const { all, different } = itemsIn(read);
    if (all !== times || different !== times)
      throw new Error(`the reader got ${all} items, ${different} of them different, for ${times} events`);
    await subscribers.call('resume', sleeper.name);
    const slept = await untilItEnds(stage, sleeper.name, times);
    const figures = [
      {
        name: `burst of ${whole(times)} events: a reader that keeps up`,
        value: `has all after ${seconds.toFixed(1)} s`,
        goal: 'all',
      },
      { name: '… one that does not read', value: slept, goal: options.quick ? 'all' : 'TOO_FAR_BEHIND' },
      {
        name: '… most memory of the server, more than before',
        value: `${whole((peak - before) / 2 ** 20)} MB`,
        goal: '',
      },
    ];
    return { figures, measured: [] };
  } finally {
    for (const step of steps.reverse()) await step();
  }
};

/** How many items arrived, without positions, and how many of them are different. */
function itemsIn({ frames, frameOf }: Arrivals): { all: number; different: number } {
  const isItem = frames.map((frame) => !frame.includes('"StreamPosition"'));
  return { all: frameOf.filter((frame) => isItem[frame]).length, different: isItem.filter(Boolean).length };
}

/** What one that slept gets when it reads again: the rest of the burst, or the reason why its subscription ends. */
async function untilItEnds({ subscribers }: Stage, name: string, times: number): Promise<string> {
  const end = performance.now() + MOST_MS;
  let got = 0;
  while (performance.now() < end) {
    const arrivals = await subscribers.call('take', name);
    got += itemsIn(arrivals).all;
    const ending = arrivals.frames.find((frame) => frame.includes('ResyncRequired'));
    if (ending)
      return `gets ${whole(got)} items, with ${/"resyncReason":"(\w+)"/.exec(ending)?.[1] ?? 'ResyncRequired'}`;
    if (got >= times) return `gets ${whole(got)} items`;
    await sleep(50);
  }
  throw new Error(`one that did not read got ${got} of ${times} events, and no ResyncRequired`);
}

/** The most memory that a process had resident since this was last forgotten, in bytes. */
async function peakOf(pid: number): Promise<number> {
  const [, kilobytes] = /VmHWM:\s*(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

async function forgetPeak(pid: number): Promise<void> {
  await writeFile(`/proc/${pid}/clear_refs`, '5');
}
