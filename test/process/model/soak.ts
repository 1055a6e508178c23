import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { terminalProgress } from '../../../client-examples/node/incident-log/progress.js';
import { adminOf } from '../../admin/support.js';
import { Machine } from '../../faults/machine.js';
import { compile } from '../../faults/support.js';
import { stage, walk } from './walk.js';

/**
 * `npm run walk`: takes tickets through the process by random steps, and compares every step with the model, and the counts of tickets with
 * the tickets at the end.
 * Progress goes to stderr, one line of JSON to stdout. It stops at the first difference.
 */
function whole(text: string | undefined, name: string): number {
  if (!/^\d{1,10}$/.test(text ?? '')) throw new Error(`--${name} takes a whole number`);
  return Number(text);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { steps: { type: 'string', default: '100000' }, seed: { type: 'string' } },
  });
  const steps = whole(values.steps, 'steps');
  const seed = values.seed === undefined ? randomInt(2 ** 32) : whole(values.seed, 'seed');
  const began = Date.now();
  const progress = terminalProgress(process.stderr);
  progress.say(`Walking ${steps} steps; again the same walks with --seed ${seed}`);
  const build = await compile();
  const machine = await Machine.begin(build.main, { LOG_LEVEL: 'warn' });
  const cleanUp = async () => {
    await machine.remove();
    await build.remove();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void cleanUp().finally(() => process.exit(130)));
  let outcome: object = {};
  let fault: string | null = null;
  let done = 0;
  try {
    const at = await stage(() => machine.url);
    progress.begin('walking', steps);
    outcome = await walk(at, seed, steps, 8, () => {
      done += 1;
      progress.step();
    });
    progress.end();
    const counts = await adminOf(build.main).run(['recount', '--organisation', 'Example'], {
      DATA_DIR: machine.dataDir,
    });
    if (!counts.out.endsWith('Repaired: 0.\n'))
      throw new Error(`counts of tickets differ:\n${counts.out}${counts.err}`);
  } catch (error) {
    progress.end();
    fault = error instanceof Error ? error.message : String(error);
    progress.say(fault);
    process.exitCode = 1;
  } finally {
    await cleanUp();
  }
  const seconds = Math.round((Date.now() - began) / 1000);
  process.stdout.write(`${JSON.stringify({ seed, steps: done, ...outcome, seconds, fault })}\n`);
  // After a failure, other walks would keep the process alive.
  process.exit();
}

await main();
