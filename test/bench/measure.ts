import type { Progress } from '../../client-examples/node/incident-log/progress.js';
import { type Cpu, readCpu } from './cpu.js';
import type { Owner } from './load/owner.js';
import type { Options } from './options.js';
import { compareAnswers, counted, type Expected } from './same-answers.js';
import type { Servers } from './servers.js';
import { type ServerName, servers, type Work } from './works.js';

/** One server in one round: milliseconds of CPU per request, and requests per second. */
export interface Measurement extends Cpu {
  perSecond: number;
}

/** One work with all its rounds. */
export interface Measured {
  work: string;
  rounds: Record<ServerName, Measurement>[];
}

export interface Bench {
  running: Servers;
  postmasterPid: number;
  owner: Owner;
}

/**
 * Measures all works in rounds. In each round the two servers take turns, in alternating order, so that other
 * load on the machine affects both alike.
 */
export async function measure(
  bench: Bench,
  works: readonly Work[],
  options: Options,
  progress: Progress,
): Promise<Measured[]> {
  const expected = new Map<Work, Expected>();
  for (const work of works) expected.set(work, await compareAnswers(work, bench.running, bench.owner));
  progress.say('both servers give the same answers');
  progress.begin('measuring', works.length * (options.rounds + 1) * servers.length);
  const measured = works.map((work): Measured => ({ work: work.name, rounds: [] }));
  // The first round warms up compilers and caches and does not count. Its minimum number of requests ensures
  // that the relevant code is compiled, even on a busy machine.
  for (let round = 0; round <= options.rounds; round += 1) {
    for (const [i, work] of works.entries()) {
      const taken: Partial<Record<ServerName, Measurement>> = {};
      for (const server of round % 2 ? servers : servers.toReversed()) {
        const length = { ms: options.seconds * 1000, atLeast: round === 0 ? options.warmUp : 1 };
        taken[server] = await measureOne(bench, work, server, expected.get(work) ?? null, length);
        progress.step();
      }
      if (round > 0) measured[i]?.rounds.push(taken as Record<ServerName, Measurement>);
    }
  }
  progress.end();
  return measured;
}

/** The number of messages sent per work: both servers take its inputs in turn. */
const sent = new Map<Work, number>();

async function measureOne(
  { running, postmasterPid, owner }: Bench,
  work: Work,
  server: ServerName,
  expected: Expected,
  { ms, atLeast }: { ms: number; atLeast: number },
): Promise<Measurement> {
  const { pid, connections } = running[server];
  const { grows = [] } = work;
  const countsBefore = await counted(owner, grows);
  const before = await readCpu(pid, postmasterPid);
  const began = performance.now();
  const answers = await connections.keepBusy(ms, atLeast, () => {
    const turn = sent.get(work) ?? 0;
    sent.set(work, turn + 1);
    const input = turn % work.inputs;
    return {
      message: work.message(server, input),
      check: (answer) => checkAnswer(answer, expected?.[server][input]),
    };
  });
  const elapsed = performance.now() - began;
  const after = await readCpu(pid, postmasterPid);
  checkGrown(work, answers, countsBefore, await counted(owner, grows));
  return {
    program: ((after.program - before.program) * 1000) / answers,
    postgres: ((after.postgres - before.postgres) * 1000) / answers,
    perSecond: (answers * 1000) / elapsed,
  };
}

function checkAnswer(answer: string, expected: string | undefined): void {
  const isFine = answer.startsWith('{"data":{') && !answer.includes('"message"') && answer.length > 50;
  const fits = expected === undefined ? isFine : answer === expected;
  if (!fits) throw new Error(`an answer under load is another one: ${answer.slice(0, 2000)}`);
}

function checkGrown(
  { name, grows = [] }: Work,
  answers: number,
  before: readonly number[],
  after: readonly number[],
): void {
  const grown = after.map((count, i) => count - (before[i] ?? 0));
  if (grown.some((count) => count !== answers))
    throw new Error(`${name}: ${answers} were answered; ${grows.join(', ')} grew by ${grown.join(', ')}`);
}
