import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/** `npm run check`: runs every `check:…` script of package.json, several at a time, and reports what failed. */
const root = join(import.meta.dirname, '..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const waiting = Object.keys(scripts).filter((name) => name.startsWith('check:'));
const failed: string[] = [];

/** Runs a script as npm does. Returns its output when it failed. */
function failureOf(name: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(scripts[name] ?? '', { cwd: root, shell: true, env: process.env });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('close', (code) => resolve(code === 0 ? undefined : output));
  });
}

async function work(): Promise<void> {
  for (let name = waiting.shift(); name; name = waiting.shift()) {
    const began = Date.now();
    const failure = await failureOf(name);
    console.log(
      `${failure === undefined ? '✓' : '✗'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`,
    );
    if (failure === undefined) continue;
    failed.push(name);
    console.log(failure);
  }
}

await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}`);
  process.exit(1);
}
