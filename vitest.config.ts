import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { LongFirst } from './test/harness/long-first.js';

const graphql = join(dirname(createRequire(import.meta.url).resolve('graphql/package.json')), 'index.js');

const ofUnit = 'test/**/*.unit.test.ts';
const ofSlow = 'test/**/*.slow.test.ts';
const cluster = ['test/harness/global-setup.ts'];

function project(name: string, test: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration {
  return { extends: true, test: { ...test, name } };
}

/** What every run of tests has, also those of other configurations. */
export const shared = defineConfig({
  resolve: {
    // One copy of graphql, however it is imported: its types are compared by identity.
    alias: [{ find: /^graphql$/, replacement: graphql }],
  },
  test: {
    pool: 'forks',
    // Some tests wait more than they work, so one more than there are cores.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongFirst },
    execArgv: ['--max-semi-space-size=32'],
    // A worker loads the server once. Each file makes worlds of its own and stops them.
    isolate: false,
    // As `npm start` runs it.
    env: { NODE_ENV: 'production' },
    // Only a fault takes as long, also on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
  },
});

/** `npm test` runs all projects: pure rules without a cluster, the API, and what takes long or runs programs of its own. */
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    projects: [
      project('unit', { include: [ofUnit] }),
      project('api', { include: ['test/**/*.test.ts'], exclude: [ofUnit, ofSlow], globalSetup: cluster }),
      project('slow', { include: [ofSlow], globalSetup: cluster }),
    ],
  },
});
