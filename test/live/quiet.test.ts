import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StatementCounter, withoutIntervals } from '../harness/statement-counter.js';
import { startWorld, type World } from '../harness/world.js';
import { follow, report } from './support.js';

let world: World;
let counter: StatementCounter;
beforeAll(async () => {
  world = await withoutIntervals(() =>
    startWorld(async (_, servingUrl) => {
      counter = await StatementCounter.before(servingUrl);
      return { DATABASE_URL: counter.url, LIVE_POSITION_SECONDS: '1' };
    }),
  );
});
afterAll(async () => {
  await world.stop();
  await counter.stop();
});

const presence = `subscription ($id: ID!) { ticketPresence(ticketId: $id) { __typename ... on StreamItem { cursor } } }`;

describe('quiet subscriptions', { timeout: 30_000 }, () => {
  it('are sent positions without a statement, however many they are', async () => {
    const agent = await world.as('agent');
    const id = await report(agent, 'Quiet');
    const streams = await Promise.all([
      ...Array.from({ length: 6 }, () => follow(agent)),
      ...Array.from({ length: 6 }, () => follow(agent, { id }, presence)),
    ]);
    // Until all of them are at the end of the log, and hints are sure to come: before, presence is read from time to time.
    await sleep(500);
    await expect.poll(() => world.app.services.hints.mayMiss, { timeout: 15_000 }).toBe(false);
    const before = streams.map(({ items }) => items.length);
    const { statements } = await counter.during(async () => {
      await Promise.all(
        streams.map((stream, i) => stream.until(({ items }) => items.length >= (before[i] ?? 0) + 2)),
      );
    });
    expect(statements).toBe(0);
    for (const { items } of streams) expect(items.at(-1)).toMatchObject({ __typename: 'StreamPosition' });
    for (const stream of streams) stream.stop();
  });
});
