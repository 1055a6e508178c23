import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { terminalProgress } from '../../client-examples/node/incident-log/progress.js';
import { Load } from './load.js';
import { killAtRandom, Machine, type Victim } from './machine.js';
import { Random } from './random.js';
import { checkSwept } from './stored.js';
import { compile } from './support.js';

/**
 * `npm run soak`: kills the program, its PostgreSQL or both under load, at random moments, and compares the
 * received events and the stored data with the acknowledged changes. Progress goes to stderr, one line of
 * JSON to stdout. It fails on any fault.
 */
const victims: readonly Victim[] = ['program', 'database', 'both'];
/** After this many kills it checks the data and begins a new load. */
const ROUND = 10;

interface Summary {
  seed: number;
  kills: number;
  acknowledged: Record<string, number>;
  /** The number of repeated requests. `resumed` counts the new connections of subscribers. */
  retried: number;
  reconnects: number;
  slowestStartMs: number;
  seconds: number;
  fault: string | null;
}

function whole(text: string | undefined, name: string): number {
  if (!/^\d{1,10}$/.test(text ?? '')) throw new Error(`--${name} takes a whole number`);
  return Number(text);
}

async function round(machine: Machine, kills: number, random: Random, summary: Summary, step: () => void) {
  const load = await Load.begin(machine, random.branch());
  try {
    for (const end = summary.kills + kills; summary.kills < end; ) {
      const victim = victims[summary.kills % victims.length] ?? 'program';
      summary.kills += await killAtRandom(machine, load, victim, random);
      step();
    }
    await load.more(20);
    await load.check();
  } finally {
    await load.stop();
    for (const [type, count] of Object.entries(load.acknowledged))
      summary.acknowledged[type] = (summary.acknowledged[type] ?? 0) + count;
    summary.retried += load.retried;
    summary.reconnects += load.subscribers.reduce((sum, { reconnects }) => sum + reconnects, 0);
    summary.slowestStartMs = Math.max(...machine.starts);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { kills: { type: 'string', default: '50' }, seed: { type: 'string' } },
  });
  const kills = whole(values.kills, 'kills');
  const seed = values.seed === undefined ? randomInt(2 ** 32) : whole(values.seed, 'seed');
  const began = Date.now();
  const progress = terminalProgress(process.stderr);
  const random = new Random(seed);
  const summary: Summary = {
    seed,
    kills: 0,
    acknowledged: {},
    retried: 0,
    reconnects: 0,
    slowestStartMs: 0,
    seconds: 0,
    fault: null,
  };
  progress.say(`Killing ${kills} times; again the same with --seed ${seed}`);
  const build = await compile();
  const machine = await Machine.begin(build.main, { DATABASE_POOL_SIZE: '4', LOG_LEVEL: 'warn' });
  const cleanUp = async () => {
    await machine.remove();
    await build.remove();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void cleanUp().finally(() => process.exit(130)));
  try {
    progress.begin('killing', kills);
    while (summary.kills < kills)
      await round(machine, Math.min(ROUND, kills - summary.kills), random, summary, progress.step);
    progress.end();
    progress.say('Letting uploads run out that were never completed');
    await checkSwept(machine);
  } catch (error) {
    progress.end();
    summary.fault = error instanceof Error ? error.message : String(error);
    progress.say(
      `${error instanceof Error ? error.stack : error}\n\nThe program said last:\n${machine.program.output.slice(-4000)}`,
    );
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
