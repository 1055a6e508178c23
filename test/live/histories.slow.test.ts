import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWorld, type World } from '../harness/world.js';
import { history, Stage, type Step } from './histories.js';

let world: World;
let stage: Stage;
beforeAll(async () => {
  world = await startWorld({ LIVE_POSITION_SECONDS: '1' });
  stage = await Stage.of(world);
});
afterAll(() => world.stop());

/** Approvers lose their access in every way. */
const approvals: Step[] = [
  { do: 'ask', ticket: 0, people: [2, 3] },
  { do: 'reject', ticket: 0, person: 2 },
  { do: 'ask', ticket: 0, people: [2, 3] },
  { do: 'goAway', person: 3 },
  { do: 'delegate', ticket: 0, person: 2, to: 0 },
  { do: 'withdraw', ticket: 0 },
  { do: 'ask', ticket: 0, people: [2, 3] },
  { do: 'comeBack', person: 3 },
  { do: 'remove', ticket: 0, person: 2 },
  { do: 'cancel', ticket: 0 },
];

it('after any history of changes of permission, lists that are kept up to date by events equal lists that are read again, and nothing hidden was sent', async () => {
  // A failure prints the seed, and the shortest history that fails.
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      expect((await stage.play(steps)).join('\n')).toBe('');
    }),
    {
      examples: [[approvals]],
      numRuns: Number(process.env.HISTORIES ?? 6),
      interruptAfterTimeLimit: 150_000,
    },
  );
}, 300_000);
