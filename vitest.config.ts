import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { defineConfig } from 'vitest/config';

const graphql = join(dirname(createRequire(import.meta.url).resolve('graphql/package.json')), 'index.js');

export default defineConfig({
  resolve: {
    // One copy of graphql, however it is imported: its types are compared by identity.
    alias: [{ find: /^graphql$/, replacement: graphql }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/harness/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
