import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';

const root = join(import.meta.dirname, '../..');
const examples = join(root, 'client-examples');

/** The TypeScript files of one folder of the examples. */
export function filesIn(folder: string): string[] {
  return readdirSync(join(examples, folder))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

/** Returns the path of a file and of all files that it imports, relative to client-examples. */
export function withWhatItImports(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(join(examples, file), 'utf8');
  for (const [, path = ''] of text.matchAll(/^(?:import|export)\b[^;]*? from '(\.[^']+)';$/gm)) {
    withWhatItImports(normalize(join(dirname(file), path)), found);
  }
  return found;
}

/** A folder outside the project with only these files and installed packages. */
export class Copy {
  readonly folder = mkdtempSync(join(tmpdir(), 'ticketwire-copy-'));

  /** `packages`: the only installed packages; by default all. */
  constructor(files: Iterable<string>, packages?: readonly string[]) {
    const [installed, all] = [join(this.folder, 'node_modules'), join(root, 'node_modules')];
    if (packages) mkdirSync(installed);
    else symlinkSync(all, installed);
    for (const name of packages ?? []) symlinkSync(join(all, name), join(installed, name));
    for (const file of files) {
      mkdirSync(dirname(join(this.folder, file)), { recursive: true });
      cpSync(join(examples, file), join(this.folder, file));
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }
}

export interface Run {
  code: number | null;
  out: string;
  err: string;
}

/** A running program with its output so far. */
export class Running {
  out = '';
  err = '';
  readonly ended: Promise<Run>;
  readonly #child: ReturnType<typeof spawn>;

  constructor(folder: string, args: readonly string[]) {
    this.#child = spawn(process.execPath, args, { cwd: folder, env: { PATH: process.env.PATH } });
    this.#child.stdout?.on('data', (data) => (this.out += data));
    this.#child.stderr?.on('data', (data) => (this.err += data));
    this.ended = new Promise((resolve) => {
      this.#child.on('close', (code) => resolve({ code, out: this.out, err: this.err }));
    });
  }

  /** Ctrl-C. */
  interrupt(): Promise<Run> {
    this.#child.kill('SIGINT');
    return this.ended;
  }
}

/** Runs Node in a folder until it exits. */
export function run(folder: string, ...args: string[]): Promise<Run> {
  return new Running(folder, args).ended;
}
