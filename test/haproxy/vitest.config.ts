import { mergeConfig } from 'vitest/config';
import { shared } from '../../vitest.config.js';

export default mergeConfig(shared, {
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: ['test/haproxy/*.external.ts'],
    globalSetup: ['test/harness/global-setup.ts'],
    testTimeout: 180_000,
  },
});
