import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWorld, type World } from '../harness/world.js';
import { history, Stage } from './histories.js';

let world: World;
let stage: Stage;
beforeAll(async () => {
  world = await startWorld({ LIVE_POSITION_SECONDS: '1' });
  stage = await Stage.of(world);
});
afterAll(() => world.stop());

it('after any history of changes of permission, lists that are kept up to date by events equal lists that are read again, and nothing hidden was sent', async () => {
  // A failure prints the seed, and the shortest history that fails.
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      expect(await stage.play(steps)).toEqual([]);
    }),
    { numRuns: Number(process.env.HISTORIES ?? 10), interruptAfterTimeLimit: 150_000 },
  );
}, 300_000);
