import { setTimeout as sleep } from 'node:timers/promises';
import { type Contestant, productOf, referenceOf } from './contestants.js';
import type { FigureCase } from './figures.js';
import { measureOne, openAll } from './measure.js';
import type { Memory } from './memory-in-use.js';
import { agentsOfOneTeam } from './scenes.js';
import type { Stage } from './stage.js';
import { events } from './topics.js';

/** How much memory a quiet subscriber takes, each another agent. */
export const memoryAtRest: FigureCase['measure'] = async (stage, n) => {
  const scene = await agentsOfOneTeam(stage.owner, n);
  // Memory of earlier cases would be used again.
  await stage.dropProduct();
  const product = await stage.product();
  const few = { ...scene, subscribers: scene.subscribers.slice(0, 10) };
  const steps: (() => Promise<unknown>)[] = [];
  try {
    const tenth = { ...productOf(stage, product, few, events), name: 'ten' };
    await openAll(stage, tenth, steps);
    const { example } = await measureOne(stage, tenth, { perSecond: 5 });
    const ticketwire = await grown(
      stage,
      productOf(stage, product, scene, events),
      () => product.memory(),
      steps,
    );
    const reference = await referenceOf('preframed', stage, scene, events, example);
    const { worker } = await stage.references.of('preframed', scene.organisationId);
    const raw = await grown(stage, reference, () => worker.call('memory', undefined), steps);
    const each = ({ rss, heapUsed }: Memory) =>
      `${kilobytes(rss / n)} (JavaScript heap: ${kilobytes(heapUsed / n)})`;
    const figures = [
      { name: `${n} quiet subscribers: memory of each`, value: each(ticketwire), goal: '≤ 20 KB' },
      { name: `${n} quiet subscribers of preframed ws`, value: each(raw), goal: '' },
    ];
    return { figures, measured: [] };
  } finally {
    for (const step of steps.reverse()) await step();
  }
};

async function grown(
  stage: Stage,
  contestant: Contestant,
  memory: () => Promise<Memory>,
  steps: (() => Promise<unknown>)[],
): Promise<Memory> {
  const before = await memory();
  await openAll(stage, contestant, steps);
  await sleep(1000);
  const after = await memory();
  return { rss: after.rss - before.rss, heapUsed: after.heapUsed - before.heapUsed };
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
