import { type Contestant, productOf } from './contestants.js';
import { anyNumber } from './numbers.js';
import type { Product } from './product.js';
import type { Scene } from './scenes.js';
import { arrival, cpuMs, numbersFor, type Stage } from './stage.js';
import type { Topic } from './topics.js';
import { type Verified, verify } from './verify.js';
import type { Sending, Sent } from './writers.js';

/** One server for some seconds. */
export interface Measurement extends Verified {
  /** How many writes were begun, and those that were answered. */
  writes: number;
  sent: Sent[];
  /** Milliseconds of CPU. */
  cpu: number;
  /** Milliseconds from the first write to the last answer and to the last arrival. */
  writing: number;
  arriving: number;
  /** A frame that arrived. */
  example: string;
}

const OPEN_MS = 10_000;
const OPEN_MS_EACH = 60;
const WARM_UP_MS = 3000;
const FEW = 10;
/** References are awaited for longer, so that a slow machine does not end the case of the product. */
const MORE_PATIENCE = 6;
/** More writes than there are in any measurement. */
const MANY = 100_000;

/** Whether all was answered, and everything arrived. */
export function isComplete({ writes, sent, due, arrived }: Measurement): boolean {
  return sent.length === writes && arrived === due;
}

/** Writes as fast as possible without measuring, so that the code of writes is compiled. */
export async function warmUp(stage: Stage, contestant: Contestant): Promise<void> {
  const atOnce = contestant.writerTokens.length;
  await measureOne(stage, contestant, { atOnce }, Math.min(WARM_UP_MS, stage.options.seconds * 1000));
}

/** Does so with a few subscribers: their writes are fast, so that the code of writes and of events is compiled. */
export async function warmUpByFew(stage: Stage, product: Product, scene: Scene, topic: Topic): Promise<void> {
  const few = productOf(stage, product, { ...scene, subscribers: scene.subscribers.slice(0, FEW) }, topic);
  const steps: (() => Promise<unknown>)[] = [];
  await openAll(stage, few, steps);
  await warmUp(stage, few);
  for (const step of steps) await step();
}

/** Opens the WebSockets of all subscribers. The pushed step closes them. */
export async function openAll(
  { subscribers }: Stage,
  { name: group, url, tokens, topic }: Contestant,
  steps: (() => Promise<unknown>)[],
  queries: readonly string[] = [topic.document],
): Promise<void> {
  steps.push(() => subscribers.call('close', group));
  const ms = OPEN_MS + OPEN_MS_EACH * tokens.length;
  const socketUrl = `${url.replace('http', 'ws')}/graphql`;
  const begun = await subscribers.call('open', { group, url: socketUrl, tokens, queries, ms });
  if (begun < tokens.length)
    throw new Error(`${group}: only ${begun} of ${tokens.length} subscriptions began`);
}

/** Writes for a time, waits until everything has arrived, and compares it with what was written. */
export async function measureOne(
  stage: Stage,
  contestant: Contestant,
  pace: Sending['pace'],
  ms = stage.options.seconds * 1000,
): Promise<Measurement> {
  const { subscribers, writers, options } = stage;
  const { name, pid, url, keys, topic, writerTokens: tokens, usesDatabase } = contestant;
  const { messages, published } = await contestant.prepare();
  const patienceMs = options.patienceMs * (contestant.isReference ? MORE_PATIENCE : 1);
  const before = await cpuMs(stage, pid);
  const { begun, sent, errors } = await writers.call('send', {
    ...{ url, tokens, messages: messages.map(({ message }) => message), pace, ms },
    ...{ first: numbersFor(MANY), patienceMs },
  });
  if (errors.length > 0) throw new Error(`${name}: a write failed: ${errors[0]}`);
  const members = Map.groupBy(keys, (key) => key);
  const dueOf = ({ turn }: Sent) => members.get(messages[turn % messages.length]?.key ?? '')?.length ?? 0;
  const due = sent.reduce((sum, one) => sum + dueOf(one), 0);
  await arrival(stage, name, { due, merges: topic.merges, ms: patienceMs });
  const after = await cpuMs(stage, pid);
  const arrivals = await subscribers.call('take', name);
  const verified = verify(arrivals, await published(sent), keys, topic.merges);
  const begunAt = sent.reduce((first, { sentAt }) => Math.min(first, sentAt), Number.POSITIVE_INFINITY);
  const answeredAt = sent.reduce((last, one) => Math.max(last, one.answeredAt), 0);
  return {
    ...verified,
    writes: begun,
    sent,
    cpu: after.program - before.program + (usesDatabase ? after.postgres - before.postgres : 0),
    writing: answeredAt - begunAt,
    arriving: (arrivals.at.at(-1) ?? answeredAt) - begunAt,
    example: arrivals.frames.find((frame) => anyNumber.test(frame)) ?? '',
  };
}
