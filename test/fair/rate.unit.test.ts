import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Rate } from '../../server/platform/kernel/rate.js';

const asks = fc.array(
  fc.record({ after: fc.integer({ min: 0, max: 5000 }), count: fc.integer({ min: 1, max: 20 }) }),
  {
    maxLength: 200,
  },
);

it('a rate admits at most its burst and then its share for each minute; a refused call fits at the time that the refusal gives', () => {
  fc.assert(
    fc.property(asks, (steps) => {
      const rate = new Rate(60);
      let now = 0;
      let taken = 0;
      for (const { after, count } of steps) {
        now += after;
        const wait = rate.take('ada', count, now);
        if (wait > 0) {
          now += wait;
          expect(rate.take('ada', count, now)).toBe(0);
        }
        taken += count;
        expect(taken).toBeLessThanOrEqual(60 + now / 1000 + 1e-6);
      }
    }),
  );
});

it('each key has its own rate, and a key that is back at its full rate takes no memory', () => {
  const rate = new Rate(10);
  expect(rate.take('ada', 10, 0)).toBe(0);
  expect(rate.take('ada', 1, 0)).toBe(6000);
  expect(rate.take('ben', 10, 0)).toBe(0);
  expect(rate.take('cleo', 1, 120_001)).toBe(0);
  expect(rate.size).toBe(1);
});
