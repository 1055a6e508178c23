import { quantile } from '../fair/others.js';
import { productOf } from './contestants.js';
import { type FigureCase, missing, ms } from './figures.js';
import { type Measurement, measureOne, openAll, warmUp } from './measure.js';
import { oneActor } from './scenes.js';
import { events } from './topics.js';

const SUBSCRIBERS = 50;
const WRITES_PER_SECOND = 5;

/** How long an event takes to subscribers of another server than the one that wrote it. */
export const otherServer: FigureCase['measure'] = async (stage) => {
  const scene = await oneActor(stage.owner, SUBSCRIBERS);
  const writing = productOf(stage, await stage.product(), scene, events);
  const other = await stage.startProduct();
  const steps: (() => Promise<unknown>)[] = [() => other.stop()];
  const measured: Measurement[] = [];
  try {
    await openAll(stage, { ...writing, url: other.url }, steps);
    await warmUp(stage, writing);
    for (let round = 0; round < stage.options.rounds; round += 1)
      measured.push(await measureOne(stage, writing, { perSecond: WRITES_PER_SECOND }));
  } finally {
    for (const step of steps.reverse()) await step();
  }
  const latencies = measured.flatMap((one) => one.latencies);
  const name = `${SUBSCRIBERS} subscribers of another server`;
  const figures = [
    { name: `${name}: delivery p50`, value: ms(quantile(latencies, 0.5)) + missing(measured), goal: '' },
    {
      name: `${name}: delivery p95`,
      value: ms(quantile(latencies, 0.95)) + missing(measured),
      goal: '< 100 ms',
    },
  ];
  return { figures, measured };
};
