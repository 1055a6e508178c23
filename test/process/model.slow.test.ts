import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWorld, type World } from '../harness/world.js';
import { type Stage, stage, walk } from './model/walk.js';

let world: World;
let at: Stage;

beforeAll(async () => {
  world = await startWorld();
  at = await stage(() => world.url);
});
afterAll(() => world.stop());

const everyStatus = [
  'AWAITING_APPROVAL',
  'CANCELLED',
  'CLOSED',
  'IMPLEMENTING',
  'INVESTIGATING',
  'NEW',
  'ON_HOLD',
  'PLANNING',
  'RESOLVED',
  'SCHEDULED',
  'TRIAGED',
  'VERIFYING',
];

it('1,800 random steps by all participants, repeatable from a seed, match the model of the process', async () => {
  const { steps, reached } = await walk(at, 20_261_125, 1800, 6);
  expect(steps).toBe(1800);
  expect(Object.keys(reached).sort()).toEqual(everyStatus);
}, 300_000);

it('200 random steps with a new seed match it too', async () => {
  // A failure names the seed of the walk that failed.
  expect((await walk(at, randomInt(2 ** 32), 200, 4)).steps).toBe(200);
}, 120_000);
