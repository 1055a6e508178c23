/*
 * `npm run bench`: compares the CPU time of a request, in the server and in PostgreSQL, with the same answer
 * from one hand-written SQL statement behind node:http. It starts a database in a temporary folder and removes
 * it at the end.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lineProgress, terminalProgress } from '../../client-examples/node/incident-log/progress.js';
import { startEmbeddedPostgres } from '../../server/platform/embedded/postgres.js';
import { createLog } from '../../server/platform/observability/log.js';
import { database } from '../faults/support.js';
import { servingLogin } from '../harness/global-setup.js';
import { measureFairness } from './fair/measure.js';
import { fairnessTable } from './fair/report.js';
import { openOwner } from './load/owner.js';
import { measure } from './measure.js';
import { type Options, optionsOf, UsageError, usage } from './options.js';
import { rowsOf, tableOf } from './report.js';
import { startRaw, startTicketwire } from './servers.js';
import { worksOf } from './works.js';
import { makeWorld } from './world.js';

/** Clean-up steps, run once each in reverse order. */
const steps: (() => Promise<unknown>)[] = [];
let undoing: Promise<void> | undefined;

function undo(): Promise<void> {
  undoing ??= (async () => {
    for (const step of steps.reverse()) await step().catch(() => undefined);
  })();
  return undoing;
}

async function bench(options: Options): Promise<void> {
  const progress = process.stderr.isTTY ? terminalProgress(process.stderr) : lineProgress(process.stderr);
  const folder = await mkdtemp(join(tmpdir(), 'ticketwire-bench-'));
  steps.push(() => rm(folder, { recursive: true, force: true }));
  // PostgreSQL does not run as root and must be able to reach its folder.
  await chmod(folder, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: createLog('error') });
  steps.push(() => postgres.stop());
  const servingUrl = await servingLogin(postgres.url);
  const world = await makeWorld(postgres.url, options, progress);
  progress.say(world.size);
  const raw = await startRaw(servingUrl, folder, world, options.clients);
  steps.push(() => raw.stop());
  const ticketwire = await startTicketwire(servingUrl, folder, world, options.clients);
  steps.push(() => ticketwire.stop());
  const owner = await openOwner(postgres.url);
  steps.push(() => owner.close());
  const postmasterPid = (await database(folder))?.pid ?? 0;
  const running = { raw, ticketwire };
  const servers = { running, postmasterPid, owner };
  const out = options.json ? process.stderr : process.stdout;
  const works = worksOf(world).filter(({ name }) => name.includes(options.only));
  const rows = options.fair ? [] : rowsOf(await measure(servers, works, options, progress));
  if (!options.fair) out.write(`\n${tableOf(rows)}`);
  // A run of a single work skips the others.
  const fairness =
    options.fair || options.only === '' ? await measureFairness(servers, world, options, progress) : [];
  if (fairness.length > 0) out.write(`\n${fairnessTable(fairness)}`);
  if (options.json)
    process.stdout.write(`${JSON.stringify({ size: world.size, ...options, rows, fairness })}\n`);
}

async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2));
  if (!options) {
    process.stdout.write(usage);
    return;
  }
  if (process.platform !== 'linux')
    throw new UsageError('It reads what processes have used from /proc: Linux only');
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void undo().then(() => process.exit(130)));
  try {
    await bench(options);
  } catch (error) {
    // Pending work fails during the clean-up; its errors are not of interest.
    if (!undoing) throw error;
  } finally {
    await undo();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof UsageError ? `${error.message}\n\n${usage}` : String(error)}\n`);
  process.exitCode = 1;
});
