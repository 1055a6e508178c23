import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { eventually } from '../harness/eventually.js';
import { compileInto } from './support.js';

/**
 * Returns the main file of the compiled program. The first caller in a run compiles it for all test files.
 */
export async function compiled(): Promise<string> {
  const folder = inject('build');
  const note = join(folder, 'main.txt');
  const isFirst = await mkdir(folder).then(
    () => true,
    () => false,
  );
  if (isFirst) await writeFile(note, await compileInto(folder));
  return eventually(() => readFile(note, 'utf8'), 60_000);
}
