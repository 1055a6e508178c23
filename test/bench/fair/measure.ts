import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../../../client-examples/node/incident-log/progress.js';
import { readCpu } from '../cpu.js';
import { sessionsOf } from '../load/people.js';
import type { Bench } from '../measure.js';
import type { Options } from '../options.js';
import { type Work, worksOf } from '../works.js';
import type { World } from '../world.js';
import { type AttackName, attackNames } from './attacks.js';
import { type Load, Others } from './others.js';
import type { Slice } from './slices.js';

/** A user sends a few requests per second at most; the server serves users with many more after the others. */
const OTHERS = 30;
/** Of ten requests. */
const MIX = { 'queue page of 50': 7, 'timeline of 200': 2, 'adding a comment': 1 };
/** Longer than a measurement of one work, for reliable tail latencies. */
const TIMES = 2;
/** Below, the CPU time of the load of others could be too short to be counted. */
const LEAST_MS = 1000;

/** A load of other users, with the longest slice of the server during it. */
export type Measured = Load & { slice: Slice };

export interface Round {
  quiet: Measured;
  attacked: Measured;
  /** The answers to the one account. */
  counts: { answered: number; refused: number; pushed: number };
}

export interface Fairness {
  attack: AttackName;
  perSecond: number;
  rounds: Round[];
}

/**
 * Measures how long other users wait while one account sends its maximum load. Each round measures the same
 * load of others without and with that account, one directly after the other.
 */
export async function measureFairness(
  { running, postmasterPid, owner }: Bench,
  world: World,
  options: Options,
  progress: Progress,
): Promise<Fairness[]> {
  const { pid } = running.ticketwire;
  const url = running.ticketwire.url;
  const { organisationId, agentIds } = world.people;
  const [attacker = '', ...tokens] = await sessionsOf(owner, organisationId, agentIds.slice(1, OTHERS + 2));
  const works = worksOf(world);
  const mix = Object.entries(MIX).flatMap(([name, times]) => {
    const work = works.find((one) => one.name === name);
    if (!work) throw new Error(`there is no work '${name}'`);
    return Array.from({ length: times }, () => work);
  });
  let turn = 0;
  const others = new Others(url, tokens, () => {
    const input = turn++;
    // Each work takes its own inputs in turn.
    const work = mix[input % mix.length] as Work;
    return work.message('ticketwire', Math.floor(input / mix.length) % work.inputs);
  });
  const ms = Math.max(LEAST_MS, TIMES * options.seconds * 1000);
  await others.oneByOne(ms);
  const before = await readCpu(pid, postmasterPid);
  const count = await others.oneByOne(ms);
  const after = await readCpu(pid, postmasterPid);
  const cpuSeconds = (after.program + after.postgres - before.program - before.postgres) / count;
  const perSecond = (options.share * availableParallelism()) / cpuSeconds;
  progress.say(`others ask ${perSecond.toFixed(0)} times a second`);
  const attacks = attackNames.filter((name) => name.includes(options.only));
  progress.begin('one account does its worst', attacks.length * options.rounds);
  const measured = attacks.map((attack): Fairness => ({ attack, perSecond, rounds: [] }));
  for (let round = 0; round < options.rounds; round += 1) {
    for (const one of measured) {
      const before = round % 2 ? null : await loaded();
      const attacked = await whileAttacked(one.attack);
      await sleep(500);
      one.rounds.push({ quiet: before ?? (await loaded()), ...attacked });
      progress.step();
    }
  }
  progress.end();
  others.close();
  return measured;

  async function loaded(): Promise<Measured> {
    await running.ticketwire.longestSlice();
    const load = await others.load(perSecond, ms);
    return { ...load, slice: await running.ticketwire.longestSlice() };
  }

  async function whileAttacked(name: AttackName): Promise<Omit<Round, 'quiet'>> {
    const settings = { url, token: attacker, ticketIds: world.commented, name };
    const program = join(import.meta.dirname, 'attacker.js');
    const child = spawn(process.execPath, [program, JSON.stringify(settings)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const said = text(child.stdout);
    await sleep(1000);
    const attacked = await loaded();
    child.stdin.end();
    await once(child, 'exit');
    return { attacked, counts: JSON.parse(await said) };
  }
}
