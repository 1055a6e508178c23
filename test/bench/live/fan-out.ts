import { byStatementOf, type Contestant, productOf, referenceOf } from './contestants.js';
import { isComplete, type Measurement, measureOne, openAll, warmUpByFew } from './measure.js';
import type { SceneMaker } from './scenes.js';
import type { Stage } from './stage.js';
import type { Topic } from './topics.js';

/** A case: some subscribers get what some writers write. */
export interface FanOutCase {
  name: string;
  make: SceneMaker;
  topic: Topic;
  /** How many writes a second there are, for a number of subscribers. */
  perSecond(n: number): number;
  goal: string;
  /** Whether a server that reads by one statement is measured, too. It knows the rights of requesters. */
  besideStatement?: boolean;
}

export interface FanOut {
  name: string;
  goal: string;
  n: number;
  /** By the name of the server. */
  rounds: Record<string, Measurement[]>;
  /** Why there are no more rounds. */
  broken?: string;
}

/** The same writes to the product, in an organisation that nobody follows. */
export const ALONE = 'no subscribers';

export async function measureFanOut(stage: Stage, one: FanOutCase, n: number): Promise<FanOut> {
  const { owner, options, progress } = stage;
  const { topic } = one;
  const result: FanOut = { name: one.name, goal: one.goal, n, rounds: {} };
  const pace = { perSecond: one.perSecond(n) };
  progress.say(`${one.name}, ${n} subscribers`);
  const [scene, quiet] = [await one.make(owner, n), await one.make(owner, n)];
  const product = await stage.product();
  const ticketwire = productOf(stage, product, scene, topic);
  const alone = { ...productOf(stage, product, { ...quiet, subscribers: [] }, topic), name: ALONE };
  const steps: (() => Promise<unknown>)[] = [];
  const measured = async (contestant: Contestant): Promise<Measurement> => {
    const measurement = await measureOne(stage, contestant, pace);
    if (!isComplete(measurement))
      result.broken = [`${contestant.name}: not everything came in time`, ...measurement.ended].join('; ');
    return measurement;
  };
  try {
    await warmUpByFew(stage, product, scene, topic);
    await openAll(stage, ticketwire, steps);
    // The first measurement of a server does not count.
    const first = await measured(ticketwire);
    result.rounds[ticketwire.name] = [first];
    if (result.broken) return result;
    const references = [
      await referenceOf('preframed', stage, scene, topic, first.example),
      await referenceOf('per subscriber', stage, scene, topic, first.example),
    ];
    if (one.besideStatement) references.push(await byStatementOf(stage, scene, topic, ticketwire));
    for (const reference of references) {
      await openAll(stage, reference, steps);
      await measured(reference);
      if (result.broken) return result;
    }
    const contestants = [ticketwire, alone, ...references];
    result.rounds = Object.fromEntries(contestants.map(({ name }) => [name, []]));
    progress.begin('rounds', options.rounds);
    for (let round = 0; round < options.rounds; round += 1) {
      for (const contestant of round % 2 ? contestants.toReversed() : contestants) {
        result.rounds[contestant.name]?.push(await measured(contestant));
        if (result.broken) return result;
      }
      progress.step();
    }
    progress.end();
    return result;
  } finally {
    for (const step of steps.reverse()) await step();
    if (result.broken) await stage.dropProduct();
  }
}
