import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import pg from 'pg';
import { eventually } from '../harness/eventually.js';
import { commandLine, lives } from '../harness/processes.js';

const root = join(import.meta.dirname, '../..');

/** Compiles the current sources into a new folder. */
export async function compile(): Promise<{ main: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'ticketwire-build-'));
  return { main: await compileInto(folder), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Compiles into an existing folder, and returns the main file. */
export async function compileInto(folder: string): Promise<string> {
  for (const name of ['package.json', 'schema', 'node_modules'])
    await symlink(join(root, name), join(folder, name));
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const outDir = join(folder, 'dist');
  const project = join(root, 'tsconfig.build.json');
  // Several threads check some types several times.
  spawnSync(process.execPath, [compiler, '-p', project, '--outDir', outDir, '--singleThreaded']);
  return join(outDir, 'server/main.js');
}

/** The compiled program as a process, with its data in a folder. */
export class Program {
  readonly process: ChildProcess;
  readonly dataDir: string;
  readonly url: string;
  readonly exited: Promise<{ code: number | null; signal: string | null }>;
  output = '';
  #waiting: (() => void)[] = [];

  constructor(main: string, dataDir: string, port: number, environment: NodeJS.ProcessEnv = {}) {
    this.dataDir = dataDir;
    this.url = `http://127.0.0.1:${port}`;
    this.process = spawn(process.execPath, [main], {
      cwd: dataDir,
      env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: String(port), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.on('data', (chunk) => {
        this.output += chunk;
        for (const wake of this.#waiting.splice(0)) wake();
      });
    }
    this.exited = once(this.process, 'exit').then(([code, signal]) => {
      for (const wake of this.#waiting.splice(0)) wake();
      return { code, signal };
    });
  }

  /** Waits until the program has printed these words. */
  async says(words: string): Promise<this> {
    while (!this.output.includes(words)) {
      if (!this.runs) throw new Error(`the program ended before it printed '${words}':\n${this.output}`);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    return this;
  }

  ready(): Promise<this> {
    return this.says('Ticketwire is ready');
  }

  get runs(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  kill(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }
}

/** The process and the URL of the embedded PostgreSQL; null when it does not run. */
export async function database(dataDir: string): Promise<{ pid: number; url: string } | null> {
  const found = await postmaster(dataDir);
  return found?.ready ? found : null;
}

/** The process and the URL, also while PostgreSQL is starting or stopping. */
export async function postmaster(
  dataDir: string,
): Promise<{ pid: number; url: string; ready: boolean } | null> {
  const read = (name: string) => readFile(join(dataDir, 'postgres', name), 'utf8').catch(() => '');
  const [first, , , port, , , , status] = (await read('cluster/postmaster.pid')).split('\n');
  const pid = Number(first);
  // A killed server leaves its pid file behind, and another process may have the same id by now.
  if (!pid || !(await commandLine(pid)).includes(basename(dataDir))) return null;
  const password = (await read('password')).trim();
  const url = `postgres://ticketwire:${password}@127.0.0.1:${port}/ticketwire`;
  return { pid, url, ready: status?.startsWith('ready') ?? false };
}

/** Connects as the owner. */
export async function connect(dataDir: string): Promise<pg.Client> {
  const found = await database(dataDir);
  if (!found) throw new Error('there is no database');
  const client = new pg.Client(found.url);
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Stops the processes that a failed test may have left, and removes the data. */
export async function cleanUp(program: Program | undefined, dataDir: string): Promise<void> {
  if (program?.runs) {
    program.kill('SIGTERM');
    await program.exited;
  }
  const left = await postmaster(dataDir);
  if (left) {
    process.kill(left.pid, 'SIGINT');
    // A process that still writes would prevent the removal of the folder.
    await eventually(async () => !(await lives(left.pid))).catch(() => undefined);
  }
  await rm(dataDir, { recursive: true, force: true });
}
