import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { CephCluster, type CephStore } from './cluster.ts';
import { CEPH_PACKAGES } from './settings.ts';

/**
 * `npm run with-ceph -- <command>`: starts a temporary Ceph cluster, runs a command with TEST_S3_ENDPOINT and
 * its keys in the environment, and exits with the command's code. The cluster is removed afterwards, also when
 * this program is interrupted or killed or its parent ends; only `kill -9` leaves its folder behind.
 */
const needed = [...CEPH_PACKAGES, 'ceph', 'ceph-authtool', 'monmaptool', 'radosgw-admin', 'setpriv'];
const parent = process.ppid;

function isInstalled(program: string): boolean {
  return !spawnSync(program, ['--version'], { stdio: 'ignore' }).error;
}

/** Resolves when the run should end: after a signal, or when the parent process has ended. */
function interrupted(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
    setInterval(() => process.ppid !== parent && resolve('SIGHUP'), 500).unref();
  });
}

function begin([program = '', ...args]: string[], store: CephStore): ChildProcess {
  const environment = {
    ...process.env,
    TEST_S3_ENDPOINT: store.endpoint,
    TEST_S3_ACCESS_KEY_ID: store.accessKeyId,
    TEST_S3_SECRET_ACCESS_KEY: store.secretAccessKey,
  };
  return spawn(program, args, { env: environment, stdio: 'inherit' });
}

const codeOf = (signal: NodeJS.Signals | null): number => 128 + constants.signals[signal ?? 'SIGTERM'];

/** Sends the signal to a command, and kills the command if it does not end. */
async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, 'exit');
  child.kill(signal);
  const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(force);
}

async function main(command: string[]): Promise<number> {
  const missing = needed.filter((program) => !isInstalled(program));
  if (missing.length > 0) {
    console.log(`Skipped: there is no ${missing.join(', ')} here. On Debian, as root:`);
    console.log(`  apt-get update && apt-get install --no-install-recommends ${CEPH_PACKAGES.join(' ')}`);
    return 0;
  }
  const stopped = interrupted();
  const cluster = await CephCluster.create();
  try {
    const began = Date.now();
    const store = await Promise.race([cluster.start(), stopped]);
    if (typeof store === 'string') return codeOf(store);
    console.log(`Ceph is up at ${store.endpoint} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    const child = begin(command, store);
    const outcome = await Promise.race([once(child, 'exit'), stopped]);
    if (typeof outcome !== 'string') return outcome[0] ?? codeOf(outcome[1]);
    await end(child, outcome);
    return codeOf(outcome);
  } finally {
    await cluster.stop();
  }
}

process.exit(await main(process.argv.slice(2)));
