import { mergeConfig } from 'vitest/config';
import { shared } from '../../vitest.config.js';

/** The tests of the copy are one project in one worker, which loads the server once. */
export default mergeConfig(shared, {
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/harness/global-setup.ts'],
    maxWorkers: 1,
  },
});
