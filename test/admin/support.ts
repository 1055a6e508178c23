import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '../faults/support.js';

/** What one call of the program answered. */
export interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `npm run admin`, compiled from the sources as they are now. */
export interface AdminProgram {
  run(args: readonly string[], environment?: NodeJS.ProcessEnv): Promise<Answer>;
  remove(): Promise<void>;
}

/** The program beside a server that is compiled already. */
export function adminOf(build: Awaited<ReturnType<typeof compile>>): AdminProgram {
  const script = join(build.main, '../admin.js');
  return {
    run: (args, environment = {}) => call(process.execPath, [script, ...args], environment),
    remove: build.remove,
  };
}

export async function compileAdmin(): Promise<AdminProgram> {
  return adminOf(await compile());
}

/** Runs a program to its end, with nothing of this environment but the path. */
export async function call(
  file: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  cwd = tmpdir(),
): Promise<Answer> {
  const child = spawn(file, args, {
    cwd,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}
