import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWorld, type World } from '../harness/world.js';

const root = join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

let world: World;
beforeAll(async () => {
  world = await startWorld({ BUILD: 'nightly-7' });
});
afterAll(() => world.stop());

it('/livez returns the version from package.json and the build', async () => {
  const response = await fetch(`${world.url}/livez`);
  expect(await response.json()).toEqual({ status: 'live', version, build: 'nightly-7' });
});

it('the metrics have both as labels', async () => {
  const text = await (await fetch(`${world.url}/metrics`)).text();
  expect(text).toContain(`ticketwire_build_info{version="${version}",build="nightly-7"} 1\n`);
});

it('the build is unknown when neither the build nor a setting names it', async () => {
  const { environment } = world;
  delete environment.BUILD;
  await world.restart();
  expect(await (await fetch(`${world.url}/livez`)).json()).toMatchObject({ build: 'unknown' });
});

it('a build is named after its commit, or by a setting', () => {
  const called = (env: NodeJS.ProcessEnv) => {
    const args = [join(root, 'tools/build.ts'), '--name'];
    const { stdout } = spawnSync(process.execPath, args, {
      env: { PATH: process.env.PATH, ...env },
      encoding: 'utf8',
    });
    return stdout.trim();
  };
  expect(called({ BUILD: 'v1.2.3' })).toBe('v1.2.3');
  const { status, stdout } = spawnSync('git', ['rev-parse', '--short=12', 'HEAD'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect([`${stdout.trim()}`, `${stdout.trim()}-modified`]).toContain(status === 0 ? called({}) : '');
});
