import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

export const quiet = { info() {}, warn() {}, error() {} };

export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'ticketwire-test-'));
}

export interface Program {
  readonly process: ChildProcess;
  readonly url?: string;
  readonly error?: string;
  readonly name?: string;
}

/** Runs program.mjs on a data folder and waits for its line of output. */
export async function runProgram(dataDir: string): Promise<Program> {
  const script = fileURLToPath(new URL('program.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { process: child, ...JSON.parse(line) };
}

/** Runs one statement on a new connection. */
export async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Reads the first line of the server's pid file. */
export async function serverPid(dataDir: string): Promise<number> {
  return Number((await readFile(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8')).split('\n')[0]);
}
