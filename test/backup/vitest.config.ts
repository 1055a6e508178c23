import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.js';

/** `npm run test:backup`: what needs the server of Debian's PostgreSQL, pg_dump and pg_restore. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['test/backup/**/*.external.ts'],
    // Clusters and programs are its own.
    globalSetup: [],
    testTimeout: 300_000,
    hookTimeout: 600_000,
  },
});
