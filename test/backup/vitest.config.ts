import { mergeConfig } from 'vitest/config';
import { shared } from '../../vitest.config.js';

/** `npm run test:backup`: what needs the server of Debian's PostgreSQL, pg_dump and pg_restore. Its clusters and programs are its own. */
export default mergeConfig(shared, {
  test: { include: ['test/backup/**/*.external.ts'], testTimeout: 300_000, hookTimeout: 600_000 },
});
