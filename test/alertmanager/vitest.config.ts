import { mergeConfig } from 'vitest/config';
import { shared } from '../../vitest.config.js';

export default mergeConfig(shared, {
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: ['test/alertmanager/*.external.ts'],
    globalSetup: ['test/harness/global-setup.ts'],
    testTimeout: 120_000,
  },
});
