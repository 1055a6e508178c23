import { afterAll, beforeAll } from 'vitest';
import { redisBus } from '../../server/platform/live/hints/redis-bus.js';
import { testHintsOver } from '../live/hints-suite.js';
import { Redis } from './redis.js';

let redis: Redis;
beforeAll(async () => {
  redis = await Redis.start();
});
afterAll(() => redis.kill());

testHintsOver(
  'Redis',
  () => redisBus(redis.url),
  async () => {
    await redis.kill();
    await redis.startAgain();
  },
);
