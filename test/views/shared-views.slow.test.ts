import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { startWorld, type World } from '../harness/world.js';
import { actorOf } from '../live/as-class.js';
import { SharedScene, type Step, step } from '../live/shared-scene.js';
import { CountersMirror, freshCounters } from './counters-mirror.js';
import { type Followed, freshView, ViewMirror } from './view-mirror.js';

/*
 * Views and counters of people who see the same are read once, and what changes is sent to all of them. After every step, what each shows must be what
 * they read afresh. To repeat a failure, set `SHARED_SEED` to the seed in its message; `SHARED_RUNS` says how many histories are played.
 */
const RUNS = Number(process.env.SHARED_RUNS ?? 1);
const MOST_STEPS = Number(process.env.SHARED_STEPS ?? 4);
const SEED = process.env.SHARED_SEED ? { seed: Number(process.env.SHARED_SEED) } : {};

/** A step, or a person who comes into other teams. */
const steps = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: step },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('settle' as const),
        person: fc.nat(3),
        teams: fc.subarray([0, 1, 2]),
      }),
    },
  ),
  { minLength: 1, maxLength: MOST_STEPS },
);
type ViewStep = Step | { do: 'settle'; person: number; teams: number[] };

/** Rights of each kind to tickets that the class of a person does not see are given and taken, and rows move into a window and out of it. */
const rights: ViewStep[] = [
  { do: 'watch', ticket: 1, person: 3 },
  { do: 'PUBLIC', ticket: 1 },
  { do: 'affect', ticket: 2, people: [0, 5] },
  { do: 'assign', ticket: 3, person: 0 },
  { do: 'settle', person: 0, teams: [] },
  { do: 'PUBLIC', ticket: 3 },
  { do: 'unwatch', ticket: 1, person: 3 },
  { do: 'move', ticket: 6, queue: 0 },
  { do: 'move', ticket: 0, queue: 3 },
  { do: 'settle', person: 3, teams: [0, 1, 2] },
  { do: 'resolve', ticket: 5 },
];

const views: Followed[] = [
  { filter: null, orderBy: [{ field: 'UPDATED_AT', direction: 'DESC' }], first: 4 },
  { filter: { statuses: ['NEW', 'ON_HOLD', 'INVESTIGATING'] }, first: 3 },
  { filter: { viewer: ['ASSIGNED_TO_ME', 'WATCHED_BY_ME'] }, first: 5 },
];

let world: World;
let scene: SharedScene;
let crowd: Map<string, Client>;
beforeAll(async () => {
  world = await startWorld({ LIVE_POSITION_SECONDS: '3600' });
  const { organisationId } = await actorOf(world, await world.as('admin'));
  scene = await SharedScene.of(world, organisationId);
  crowd = await scene.crowd();
  crowd.delete('writer');
});
afterAll(() => world.stop());

/** Compares what a client shows with a fresh read. Null: it is the same. */
type Check = () => Promise<object | null>;

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Waits until all checks hold. What holds once is checked again at the next step. */
async function allRight(checks: readonly Check[], message: string): Promise<void> {
  let left = checks;
  const wrong = async () => {
    const found = await Promise.all(left.map(async (check) => ({ check, fault: await check() })));
    left = found.filter(({ fault }) => fault !== null).map(({ check }) => check);
    return found.flatMap(({ fault }) => fault ?? []).slice(0, 1);
  };
  await expect.poll(wrong, { interval: 50, timeout: 30_000, message }).toEqual([]);
}

async function countedShared(): Promise<number> {
  const text = await (await fetch(`${world.url}/metrics`)).text();
  return Number(/^ticketwire_live_deliveries_total\{how="shared"\} (\d+)/m.exec(text)?.[1] ?? 0);
}

it(
  'shows each of a crowd of all kinds what they read afresh, after every step of generated histories',
  async () => {
    const property = fc.asyncProperty(
      steps,
      fc.array(fc.subarray([0, 1, 2]), { minLength: 4, maxLength: 4 }),
      async (history: ViewStep[], teams) => {
        for (const [person, of] of teams.entries()) await scene.settle(person, of);
        const tickets = await scene.play([]);
        const mirrors = await Promise.all(
          [...crowd].flatMap(([name, client]) =>
            views.map(async (view) => ({ name, mirror: await ViewMirror.of(client, view) })),
          ),
        );
        const counters = [...crowd].map(([name, client]) => ({ name, mirror: new CountersMirror(client) }));
        const checks: Check[] = [
          ...mirrors.map(({ name, mirror }) => async () => {
            const fresh = await freshView(mirror.client, mirror.followed);
            mirror.news();
            const { shown, followed: of, ended } = mirror;
            return isEqual(shown, fresh) && !ended ? null : { name, of, shown, fresh };
          }),
          ...counters.map(({ name, mirror }) => async () => {
            const fresh = [...(await freshCounters(mirror.client))];
            mirror.news();
            const shown = [...mirror.shown];
            return isEqual(shown, fresh) ? null : { name, shown, fresh };
          }),
        ];
        try {
          for (const one of history) {
            if (one.do === 'settle') await scene.settle(one.person, one.teams);
            else await scene.take(one, tickets);
            await allRight(checks, one.do);
          }
        } finally {
          for (const { mirror } of [...mirrors, ...counters]) mirror.stop();
        }
      },
    );
    const before = await countedShared();
    await fc.assert(property, {
      examples: [[rights, [[0], [1], [0, 2], []]]],
      numRuns: RUNS + 1,
      endOnFailure: RUNS === 1,
      ...SEED,
    });
    expect((await countedShared()) - before).toBeGreaterThan(50);
  },
  120_000 + RUNS * 60_000,
);
