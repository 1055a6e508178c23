import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The result of one run of the program. */
export interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The compiled `npm run admin`. */
export interface AdminProgram {
  run(args: readonly string[], environment?: NodeJS.ProcessEnv): Promise<Answer>;
}

/** The admin program next to the main file of a compiled server. */
export function adminOf(main: string): AdminProgram {
  const script = join(dirname(main), 'admin.js');
  return { run: (args, environment = {}) => call(process.execPath, [script, ...args], environment) };
}

/** Runs a program until it exits. Its environment has PATH and the given variables only. */
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
