import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { Copy, Running } from './copies.js';

const root = join(import.meta.dirname, '../..');
const live = join(root, 'client-examples/live');
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

it('the packed client-examples/live runs the program of its README, in a folder with nothing but graphql-ws', async () => {
  using folder = new Copy([], ['graphql', 'graphql-ws']);
  const installed = join(folder.folder, 'node_modules/ticketwire-live');
  mkdirSync(installed);
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', live, '--json', '--pack-destination', folder.folder], { encoding: 'utf8' }),
  );
  execFileSync('tar', [
    '-xzf',
    join(folder.folder, packed.filename),
    '-C',
    installed,
    '--strip-components=1',
  ]);
  const [, program = ''] = readFileSync(join(live, 'README.md'), 'utf8').match(/```js\n(.*?)```/s) ?? [];
  expect(program).toContain('http://127.0.0.1:4000/graphql');
  const atWorld = program.replace('http://127.0.0.1:4000/graphql', `${world.url}/graphql`);
  writeFileSync(join(folder.folder, 'list.mjs'), atWorld);
  const running = new Running(folder.folder, ['list.mjs']);
  await vi.waitFor(() => expect(running.out).toContain('INC-1'), 10_000);
  const { number } = await report(await world.as('agent'), { subject: 'By another window' });
  await vi.waitFor(
    () => expect(running.out).toMatch(new RegExp(`│ 0 +│ '${number}' +│ 'NEW' +│ 'By another`)),
    10_000,
  );
  await running.interrupt();
  expect(running.err).toBe('');
});
