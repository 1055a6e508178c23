import { quantile } from '../fair/others.js';
import { productOf, referenceOf } from './contestants.js';
import { type FigureCase, missing, ms, ratio, whole } from './figures.js';
import { type Measurement, measureOne, openAll, warmUp } from './measure.js';
import { oneActor } from './scenes.js';
import { events } from './topics.js';

/** As many deliveries as possible: writers do not wait, beside a server that calls `send` for each subscriber and each event. */
export const saturated: FigureCase['measure'] = async (stage, n) => {
  const scene = await oneActor(stage.owner, n);
  const ticketwire = productOf(stage, await stage.product(), scene, events);
  const steps: (() => Promise<unknown>)[] = [];
  const rounds: [Measurement, Measurement][] = [];
  try {
    await openAll(stage, ticketwire, steps);
    await warmUp(stage, ticketwire);
    const { example } = await measureOne(stage, ticketwire, { perSecond: 5 });
    const unbatched = await referenceOf('unbatched', stage, scene, events, example);
    await openAll(stage, unbatched, steps);
    await warmUp(stage, unbatched);
    for (let round = 0; round < stage.options.rounds; round += 1)
      rounds.push([
        await measureOne(stage, ticketwire, { atOnce: 4 }),
        await measureOne(stage, unbatched, { atOnce: 4 }),
      ]);
  } finally {
    for (const step of steps.reverse()) await step();
  }
  const [product, reference] = [rounds.map(([one]) => one), rounds.map(([, other]) => other)];
  const latencies = product.flatMap((one) => one.latencies);
  const figures = [
    {
      name: `${n} subscribers, saturated: deliveries a second`,
      value: `${whole(perSecond(product))} (${ratio(perSecond(product), perSecond(reference))} unbatched ws)${missing(product)}`,
      goal: '≥ 3 x',
    },
    {
      name: `${n} subscribers, saturated: delivery p99`,
      value: ms(quantile(latencies, 0.99)),
      goal: '< 100 ms',
    },
  ];
  return { figures, measured: product };
};

function perSecond(measured: readonly Measurement[]): number {
  const total = (of: (one: Measurement) => number) => measured.reduce((sum, one) => sum + of(one), 0);
  return (total(({ arrived }) => arrived) * 1000) / total(({ arriving }) => arriving);
}
