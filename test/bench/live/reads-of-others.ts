import { quantile } from '../fair/others.js';
import { productOf } from './contestants.js';
import { manyDocuments, pageOfTickets } from './documents.js';
import { type FigureCase, missing, ms, ratio } from './figures.js';
import { type Measurement, measureOne, openAll } from './measure.js';
import { oneActor } from './scenes.js';
import { numbersFor } from './stage.js';
import { events } from './topics.js';

/** The most that one account may have by default. */
const SUBSCRIPTIONS = 100;
/** Each subscription of the bench has a WebSocket of its own, and the default of them is lower. */
const limits = { WS_SOCKETS_PER_ACTOR: String(SUBSCRIPTIONS), LIMIT_WRITES_PER_MINUTE: '10000000' };
const WRITES_PER_SECOND = 10;
const PAGES_PER_SECOND = 20;

/** How long other accounts wait for a page while one account has its most subscriptions, with different documents. */
export const readsOfOthers: FigureCase['measure'] = async (stage) => {
  const { owner, options, writers } = stage;
  const scene = await oneActor(owner, SUBSCRIPTIONS);
  const product = await stage.startProduct(limits);
  const steps: (() => Promise<unknown>)[] = [() => product.stop()];
  const [quiet, held]: [number[], number[]] = [[], []];
  const measured: Measurement[] = [];
  try {
    const [all, none] = [
      productOf(stage, product, scene, events),
      productOf(stage, product, { ...scene, subscribers: [] }, events),
    ];
    const read = async (into: number[], contestant: typeof all) => {
      const reading = writers.call('send', {
        ...{ url: product.url, messages: [pageOfTickets], first: numbersFor(1) },
        ...{ tokens: scene.writers.map(({ token }) => token), pace: { perSecond: PAGES_PER_SECOND } },
        ...{ ms: options.seconds * 1000, patienceMs: options.patienceMs },
      });
      const [measurement, { sent }] = await Promise.all([
        measureOne(stage, contestant, { perSecond: WRITES_PER_SECOND }),
        reading,
      ]);
      into.push(...sent.map(({ sentAt, answeredAt }) => answeredAt - sentAt));
      return measurement;
    };
    await read([], none);
    for (let round = 0; round < options.rounds; round += 1) {
      await read(quiet, none);
      const closing: (() => Promise<unknown>)[] = [];
      await openAll(stage, all, closing, manyDocuments(events.document, SUBSCRIPTIONS));
      measured.push(await read(held, all));
      for (const close of closing) await close();
    }
  } finally {
    for (const step of steps.reverse()) await step();
  }
  const compared = (q: number) =>
    `${ms(quantile(held, q))} (${ratio(quantile(held, q), quantile(quiet, q))})${missing(measured)}`;
  const name = `another account's pages, ${SUBSCRIPTIONS} subscriptions of one account`;
  const figures = [
    { name: `${name}: p50`, value: compared(0.5), goal: '≤ 1.5 x' },
    { name: `${name}: p99`, value: compared(0.99), goal: '≤ 3 x' },
  ];
  return { figures, measured };
};
