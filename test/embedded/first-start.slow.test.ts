import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbeddedPostgres } from '../../server/platform/embedded/postgres.js';
import { query, quiet, runProgram, temporaryFolder } from './support.js';

let root: string;
beforeAll(async () => {
  root = await temporaryFolder();
});
afterAll(() => rm(root, { recursive: true, force: true }));

test('a program that is killed while it creates the database leaves no partial database', async () => {
  const dataDir = join(root, 'killed');
  const script = fileURLToPath(new URL('program.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, dataDir], { stdio: 'ignore' });
  const entries = () => readdir(join(dataDir, 'postgres')).catch(() => []);
  await expect
    .poll(entries, { timeout: 5000, interval: 5 })
    .toContainEqual(expect.stringMatching(/^initdb-/));
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await entries()).not.toContain('cluster');
  // initdb's own last writes must end before its folder is cleared.
  await sleep(1000);

  const { url, stop } = await startEmbeddedPostgres({ dataDir, log: quiet });
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(await entries()).not.toContainEqual(expect.stringMatching(/^initdb-/));
  await stop();
});

test('when two programs create the same database at once, one of them gets it', async () => {
  const dataDir = join(root, 'raced');
  const programs = await Promise.all([runProgram(dataDir), runProgram(dataDir)]);
  expect(programs.filter((it) => it.url)).toHaveLength(1);
  expect(programs.filter((it) => it.name === 'DataFolderInUseError')).toHaveLength(1);
  const winner = programs.find((it) => it.url)?.process;
  winner?.kill('SIGTERM');
  if (winner) await once(winner, 'exit');
});
