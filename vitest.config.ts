import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { LongFirst } from './test/harness/long-first.js';

const graphql = join(dirname(createRequire(import.meta.url).resolve('graphql/package.json')), 'index.js');

const ofUnit = 'test/**/*.unit.test.ts';
const ofSlow = 'test/**/*.slow.test.ts';
const ofAlone = 'test/**/*.alone.test.ts';
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
    // Fewer and cheaper collections: the other workers use the other cores.
    execArgv: ['--max-semi-space-size=64', '--single-threaded-gc'],
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

/**
 * `npm test` runs pure rules without a cluster, and the API. `npm run test:slow` runs what takes long, what runs programs of its own, and what
 * needs a worker of its own.
 */
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    projects: [
      project('unit', { include: [ofUnit] }),
      project('api', {
        include: ['test/**/*.test.ts'],
        exclude: [ofUnit, ofSlow, ofAlone],
        globalSetup: cluster,
      }),
      project('slow', { include: [ofSlow], globalSetup: cluster }),
      // They replace modules of the server, which other files must not have loaded before.
      project('alone', { include: [ofAlone], globalSetup: cluster, isolate: true }),
    ],
  },
});
