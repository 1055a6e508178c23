import { mergeConfig } from 'vitest/config';
import { shared } from '../../vitest.config.js';

/** Tests through PgBouncer with a large pool, and the process stories with the smallest pool that works. */
export default mergeConfig(shared, {
  root: new URL('../..', import.meta.url).pathname,
  test: {
    // Without named statements the database plans each statement again.
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'pool of 10',
          include: [
            'test/{api,live}/**/*.test.ts',
            'test/pgbouncer/*.external.ts',
            'test/process/records.test.ts',
          ],
          // What does not depend on the way to the database: rules of input, who sees and shares what, how much is counted.
          exclude: [
            'test/**/*.{alone,unit}.test.ts',
            'test/api/{lists-of-texts,packets,statements,versions}.test.ts',
            'test/live/{over-budget,rights-are-logged,sight,witness}.test.ts',
            'test/live/*.slow.test.ts',
          ],
          globalSetup: ['test/pgbouncer/pool-of-10.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'pool of 2',
          include: ['test/process/*.slow.test.ts'],
          exclude: ['test/process/model.slow.test.ts'],
          globalSetup: ['test/pgbouncer/pool-of-2.ts'],
        },
      },
    ],
  },
});
