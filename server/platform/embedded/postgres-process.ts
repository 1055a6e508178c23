import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { open, readFile, realpath, rename, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Launcher } from './run-as.js';

/** The contents of the server's pid file. `ready` is true once it takes connections. */
export interface PidFile {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** The server's pid file; undefined when it does not exist or is only half written. It can be stale. */
export async function readPidFile(cluster: string): Promise<PidFile | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/** Whether any process has this id, even a zombie. */
export function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether this process is a running server of this cluster, and not another process that got the id of a dead server. */
export async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  if (!pidExists(pid)) return false;
  const [program = '', ...args] = await commandLine(pid);
  if (!basename(program).startsWith('postgres')) return false;
  const folder = args[args.indexOf('-D') + 1];
  if (!folder) return false;
  // A folder that does not exist can be this one, moved while its server ran: then the safe answer is yes.
  const served = await realpath(folder).catch(() => cluster);
  return served === cluster;
}

async function commandLine(pid: number): Promise<string[]> {
  if (process.platform === 'linux') {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
  }
  const ps = promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]);
  return (
    await ps.then(
      ({ stdout }) => stdout.trim(),
      () => '',
    )
  ).split(' ');
}

interface SpawnOptions {
  readonly launcher: Launcher;
  readonly postgres: string;
  readonly cluster: string;
  readonly port: number;
  readonly logFile: string;
}

const maximumLogBytes = 10 * 1024 * 1024;

/**
 * Starts the server, durable and sized for a small machine. It leads a session of its own, so that Ctrl-C in the terminal does not reach
 * it: this program stops it after its last writes. `logOffset` is where its log begins.
 */
export async function spawnServer(
  options: SpawnOptions,
): Promise<{ child: ChildProcess; logOffset: number }> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: options.port,
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: '128MB',
    effective_cache_size: '512MB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    max_wal_size: '512MB',
    random_page_cost: '1.1',
    jit: 'off',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] %q%u@%d ',
  };
  const size = await stat(options.logFile).then(
    (it) => it.size,
    () => 0,
  );
  if (size > maximumLogBytes) await rename(options.logFile, `${options.logFile}.1`);
  const log = await open(options.logFile, 'a', 0o600);
  try {
    const logOffset = (await log.stat()).size;
    const {
      file,
      args,
      options: spawnOptions,
    } = options.launcher.command(options.postgres, [
      '-D',
      options.cluster,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ]);
    const child = spawn(file, args, { ...spawnOptions, detached: true, stdio: ['ignore', log.fd, log.fd] });
    await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    child.unref();
    return { child, logOffset };
  } finally {
    await log.close();
  }
}

/** The log since `offset`: at most the last 4,000 characters. */
export async function logSince(logFile: string, offset: number): Promise<string> {
  const bytes = await readFile(logFile).catch(() => Buffer.alloc(0));
  return bytes.subarray(offset).toString('utf8').slice(-4000).trim();
}

/**
 * Stops a server and waits until it has ended. First it uses a fast shutdown (open transactions are rolled back, everything is written);
 * after 20 s an immediate one (the next start recovers); after 10 s more SIGKILL. Does not throw for a server that has ended.
 */
export async function stopServer(pid: number, isAlive: (pid: number) => Promise<boolean>): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (!(await isAlive(pid))) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw error;
    }
    for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(20)) {
      if (!(await isAlive(pid))) return;
    }
  }
  throw new Error(`the embedded PostgreSQL (process ${pid}) did not stop`);
}
