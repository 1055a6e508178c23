/*
 * `npm run bench:live`: compares what a delivery to a subscriber costs, in the server and in PostgreSQL, and how long it takes, with two
 * servers of reference. It starts a database in a temporary folder and removes it at the end. All clients are processes of their own.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lineProgress, terminalProgress } from '../../../client-examples/node/incident-log/progress.js';
import { startEmbeddedPostgres } from '../../../server/platform/embedded/postgres.js';
import { createLog } from '../../../server/platform/observability/log.js';
import { database } from '../../faults/support.js';
import { servingLogin } from '../../harness/global-setup.js';
import { openOwner } from '../load/owner.js';
import { UsageError } from '../options.js';
import { fanOutCases, figureCases } from './cases.js';
import { measureFanOut } from './fan-out.js';
import type { Figure } from './figures.js';
import { isComplete } from './measure.js';
import { type Options, optionsOf, usage } from './options.js';
import { Product } from './product.js';
import { References } from './references-running.js';
import { figuresTable, type Row, rowsOf, tableOf } from './report.js';
import type { Stage } from './stage.js';
import type { SubscriberCalls } from './subscribers.js';
import { Worker } from './worker.js';
import type { WriterCalls } from './writers.js';

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
  const owner = await openOwner(postgres.url);
  steps.push(() => owner.close());
  const subscribers = new Worker<SubscriberCalls>('subscribers.js');
  steps.push(() => subscribers.stop());
  const writers = new Worker<WriterCalls>('writers.js');
  steps.push(() => writers.stop());
  const references = new References(servingUrl);
  steps.push(() => references.stop());
  let product: Product | undefined;
  const dropProduct = async () => {
    await product?.stop();
    product = undefined;
  };
  steps.push(dropProduct);
  let servers = 0;
  const postmasterPid = (await database(folder))?.pid ?? 0;
  const stage: Stage = {
    ...{ owner, postmasterPid, references, subscribers, writers, options, progress, dropProduct },
    product: async () => (product ??= await Product.start(servingUrl, join(folder, 'ticketwire'))),
    startProduct: (limits) => Product.start(servingUrl, join(folder, `ticketwire-${++servers}`), limits),
  };
  const rows: Row[] = [];
  const figures: Figure[] = [];
  const lost: string[] = [];
  const isChosen = ({ name }: { name: string }) => name.includes(options.only);
  for (const one of fanOutCases.filter(isChosen))
    for (const n of options.subscribers) {
      const result = await measureFanOut(stage, one, n);
      rows.push(...rowsOf(result));
      progress.say(tableOf(rowsOf(result)));
      if (result.broken) lost.push(`${one.name}, ${n} subscribers: ${result.broken}`);
    }
  for (const one of figureCases.filter(isChosen))
    for (const n of one.once ? [0] : options.subscribers) {
      progress.say(one.once ? one.name : `${one.name}, ${n} subscribers`);
      const result = await one.measure(stage, n);
      figures.push(...result.figures);
      progress.say(figuresTable(result.figures));
      if (!result.measured.every(isComplete)) {
        lost.push(`${one.name}: not everything came in time`);
        await stage.dropProduct();
      }
    }
  const out = options.json ? process.stderr : process.stdout;
  if (rows.length > 0) out.write(`\n${tableOf(rows)}`);
  if (figures.length > 0) out.write(`\n${figuresTable(figures)}`);
  if (options.json) process.stdout.write(`${JSON.stringify({ ...options, rows, figures })}\n`);
  for (const one of lost) progress.say(one);
  // Where nothing is measured, everything must have come.
  if (options.quick && lost.length > 0) process.exitCode = 1;
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
