import { quantile } from '../fair/others.js';
import { type Contestant, productOf } from './contestants.js';
import { pageOfTickets } from './documents.js';
import { type FigureCase, missing, ms, ratio, whole } from './figures.js';
import { type Measurement, measureOne, openAll, warmUp } from './measure.js';
import { oneActor, type Scene } from './scenes.js';
import { numbersFor, type Stage } from './stage.js';
import { events } from './topics.js';
import type { Sending, Sent } from './writers.js';

/** The part of the capacity that is written. */
const PART = 0.3;
const PAGES_PER_SECOND = 10;

interface Loaded extends Measurement {
  pages: Sent[];
}

/** Writes and reads while many subscribe, beside the same in an organisation that nobody follows. */
export const besideWrites: FigureCase['measure'] = async (stage, n) => {
  const { owner, options } = stage;
  const [scene, quiet] = [await oneActor(owner, n), await oneActor(owner, 0)];
  const product = await stage.product();
  const [followed, alone] = [
    productOf(stage, product, scene, events),
    productOf(stage, product, quiet, events),
  ];
  alone.name = 'no subscribers';
  const steps: (() => Promise<unknown>)[] = [];
  const [some, someAlone, all, allAlone]: [Loaded[], Loaded[], Loaded[], Loaded[]] = [[], [], [], []];
  let capacity = 0;
  try {
    await warmUp(stage, alone);
    capacity = writesPerSecond([await measureOne(stage, alone, { atOnce: 4 })]);
    await openAll(stage, followed, steps);
    await warmUp(stage, followed);
    const pace = { perSecond: Math.max(1, PART * capacity) };
    for (let round = 0; round < options.rounds; round += 1) {
      someAlone.push(await loaded(stage, alone, quiet, pace));
      some.push(await loaded(stage, followed, scene, pace));
      allAlone.push(await loaded(stage, alone, quiet, { atOnce: 4 }));
      all.push(await loaded(stage, followed, scene, { atOnce: 4 }));
    }
  } finally {
    for (const step of steps.reverse()) await step();
  }
  const name = `${n} subscribers, ${whole(PART * capacity)} writes a second`;
  const compared = (of: (one: Loaded) => number[]): string => {
    const [value, base] = [quantile(some.flatMap(of), 0.5), quantile(someAlone.flatMap(of), 0.5)];
    return `${ms(value)} (${ratio(value, base)})`;
  };
  const latency = ({ sentAt, answeredAt }: Sent) => answeredAt - sentAt;
  const [rate, rateAll] = [writesPerSecond(some), writesPerSecond(all)];
  const figures = [
    { name: `${name}: rate`, value: ratio(rate, writesPerSecond(someAlone)), goal: '1.0' },
    { name: `${name}: write p50`, value: compared(({ sent }) => sent.map(latency)), goal: '≤ 1.25 x' },
    { name: `${name}: page p50`, value: compared(({ pages }) => pages.map(latency)), goal: '≤ 1.25 x' },
    {
      name: `${name}: delivery p99`,
      value: `${ms(
        quantile(
          some.flatMap(({ latencies }) => latencies),
          0.99,
        ),
      )}${missing(some)}`,
      goal: '≤ 150 ms',
    },
    {
      name: `${n} subscribers, saturated writers: writes a second`,
      value: `${whole(rateAll)} (${ratio(rateAll, writesPerSecond(allAlone))})${missing(all)}`,
      goal: '≥ 0.6 x',
    },
  ];
  return { figures, measured: [...some, ...all] };
};

/** Measures writes while another agent reads pages. */
async function loaded(
  stage: Stage,
  contestant: Contestant,
  { writers }: Scene,
  pace: Sending['pace'],
): Promise<Loaded> {
  const time = { ms: stage.options.seconds * 1000, patienceMs: stage.options.patienceMs };
  const reading = stage.writers.call('send', {
    ...{ url: contestant.url, tokens: writers.map(({ token }) => token), messages: [pageOfTickets] },
    ...{ pace: { perSecond: PAGES_PER_SECOND }, first: numbersFor(1), ...time },
  });
  const [measurement, { sent: pages }] = await Promise.all([measureOne(stage, contestant, pace), reading]);
  return { ...measurement, pages };
}

function writesPerSecond(measured: readonly Measurement[]): number {
  const writes = measured.reduce((sum, { sent }) => sum + sent.length, 0);
  return (writes * 1000) / measured.reduce((sum, { writing }) => sum + writing, 0);
}
