import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pidExists } from './postgres-process.js';
import type { Launcher } from './run-as.js';
import { isErrno } from './state-file.js';

const run = promisify(execFile);
const stagingPrefix = 'initdb-';

/** The uid that owns the cluster's folder; undefined when there is no cluster yet. */
export async function clusterOwner(cluster: string): Promise<number | undefined> {
  try {
    return (await stat(cluster)).uid;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

interface CreateOptions {
  readonly folder: string;
  readonly cluster: string;
  readonly initdb: string;
  readonly launcher: Launcher;
  readonly user: string;
  readonly password: string;
}

/**
 * Creates an empty cluster (UTF-8, always with passwords) at `cluster`. It is created elsewhere and moved when it is complete, so that a
 * crash leaves nothing that looks like data. If another program was faster, its cluster is kept. Throws with initdb's messages when that
 * fails.
 */
export async function createCluster(options: CreateOptions): Promise<void> {
  const { folder, cluster, launcher } = options;
  await removeLeftovers(folder);
  const staging = join(folder, `${stagingPrefix}${process.pid}-${randomBytes(4).toString('hex')}`);
  const passwordFile = join(staging, 'password');
  try {
    await mkdir(staging, { mode: 0o700 });
    await writeFile(passwordFile, options.password, { mode: 0o600 });
    if (launcher.account) {
      for (const path of [staging, passwordFile])
        await chown(path, launcher.account.uid, launcher.account.gid);
    }
    const fresh = join(staging, 'cluster');
    try {
      await runInitdb(options, fresh, passwordFile, 'C.UTF-8');
    } catch (error) {
      if (!/locale/i.test(String(error))) throw error;
      await rm(fresh, { recursive: true, force: true });
      await runInitdb(options, fresh, passwordFile, 'C');
    }
    await rename(fresh, cluster).catch((error: unknown) => {
      if (!isErrno(error, 'ENOTEMPTY', 'EEXIST')) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function runInitdb(options: CreateOptions, target: string, passwordFile: string, locale: string) {
  const {
    file,
    args,
    options: spawnOptions,
  } = options.launcher.command(options.initdb, [
    `--pgdata=${target}`,
    `--username=${options.user}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    `--locale=${locale}`,
    '--no-instructions',
  ]);
  await run(file, args, spawnOptions);
}

async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(stagingPrefix)) continue;
    if (pidExists(Number(name.slice(stagingPrefix.length).split('-')[0]))) continue;
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 3 });
  }
}
