import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { lineProgress, terminalProgress } from '../../client-examples/node/incident-log/progress.js';
import { Redis } from '../haproxy/redis.js';
import { Load } from './load.js';
import { killAtRandom } from './machine.js';
import { Pair } from './pair.js';
import { Random } from './random.js';
import { checkSwept } from './stored.js';
import { compile } from './support.js';

/**
 * `npm run soak`: kills two servers, their PostgreSQL and their Redis, and cuts all connections, under load at random moments. It compares
 * the received events, the stored data and what clients show with the acknowledged changes. Progress goes to stderr, one line of JSON to
 * stdout. It fails on any fault.
 */
/** After this many kills it checks the data and begins a new load. */
const ROUND = 10;

interface Summary {
  seed: number;
  hints: 'redis' | 'postgresql';
  kills: number;
  killed: Record<string, number>;
  acknowledged: Record<string, number>;
  writes: number;
  /** The number of repeated requests. */
  retried: number;
  /** How often subscriptions were resumed. */
  reconnects: number;
  slowestStartMs: number;
  seconds: number;
  fault: string | null;
}

function whole(text: string | undefined, name: string): number {
  if (!/^\d{1,10}$/.test(text ?? '')) throw new Error(`--${name} takes a whole number`);
  return Number(text);
}

/** Some kills, with this many writes before each of them; then the comparison. */
async function round(
  pair: Pair,
  kills: number,
  writes: number,
  random: Random,
  summary: Summary,
  step: () => void,
) {
  const load = await Load.begin(pair, random.branch(), true);
  try {
    for (const end = summary.kills + kills; summary.kills < end; ) {
      const victim = pair.victims[summary.kills % pair.victims.length] ?? 'program';
      load.followTickets();
      summary.kills += await killAtRandom(pair, load, victim, random, random.whole(1, 2 * writes - 1));
      summary.killed[victim] = (summary.killed[victim] ?? 0) + 1;
      step();
    }
    await load.more(20);
    await load.check();
  } finally {
    await load.stop();
    for (const [type, count] of Object.entries(load.acknowledged)) {
      summary.acknowledged[type] = (summary.acknowledged[type] ?? 0) + count;
      summary.writes += count;
    }
    summary.retried += load.retried;
    summary.reconnects += load.reconnects;
    summary.slowestStartMs = Math.max(...pair.starts);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '50' },
      writes: { type: 'string', default: '2000' },
      minutes: { type: 'string', default: '1000000' },
      seed: { type: 'string' },
    },
  });
  const kills = whole(values.kills, 'kills');
  const writes = whole(values.writes, 'writes');
  const minutes = whole(values.minutes, 'minutes');
  const redis = Redis.isInstalled;
  const seed = values.seed === undefined ? randomInt(2 ** 32) : whole(values.seed, 'seed');
  const began = Date.now();
  const progress = (process.stderr.isTTY ? terminalProgress : lineProgress)(process.stderr);
  const random = new Random(seed);
  const summary: Summary = {
    seed,
    hints: redis ? 'redis' : 'postgresql',
    kills: 0,
    killed: {},
    acknowledged: {},
    writes: 0,
    retried: 0,
    reconnects: 0,
    slowestStartMs: 0,
    seconds: 0,
    fault: null,
  };
  progress.say(`Killing ${kills} times in ${writes} writes; again the same with --seed ${seed}`);
  if (!redis) progress.say('There is no redis-server here, so hints go over PostgreSQL');
  const build = await compile();
  const pair = await Pair.begin(build.main, { DATABASE_POOL_SIZE: '4', LOG_LEVEL: 'warn' }, redis);
  let cleaned: Promise<void> | undefined;
  const cleanUp = () => {
    cleaned ??= pair.remove().finally(() => build.remove());
    return cleaned;
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void cleanUp().finally(() => process.exit(130)));
  try {
    const perKill = Math.max(1, Math.round(writes / kills));
    progress.begin('killing', kills);
    while (summary.kills < kills && Date.now() - began < minutes * 60_000) {
      await round(pair, Math.min(ROUND, kills - summary.kills), perKill, random, summary, progress.step);
      progress.say(`all is right after ${summary.kills} kills and ${summary.writes} writes`);
    }
    progress.end();
    progress.say('Letting uploads run out that were never completed');
    await checkSwept(pair.first);
  } catch (error) {
    progress.end();
    summary.fault = error instanceof Error ? error.message : String(error);
    progress.say(`${error instanceof Error ? error.stack : error}\n\nThe servers said last:\n${pair.output}`);
    process.exitCode = 1;
  } finally {
    await cleanUp();
  }
  summary.seconds = Math.round((Date.now() - began) / 1000);
  process.stdout.write(`${JSON.stringify(summary)}\n`);
  // After a fault, a writer that still runs would keep the process alive.
  process.exit();
}

await main();
