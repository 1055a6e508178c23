import { mergeConfig } from 'vitest/config';
import { shared } from '../../vitest.config.js';

/**
 * `npm run test:backup`: the tests that need Debian's PostgreSQL server, pg_dump and pg_restore. They start
 * their own clusters and programs.
 */
export default mergeConfig(shared, {
  test: { include: ['test/backup/**/*.external.ts'], testTimeout: 300_000, hookTimeout: 600_000 },
});
