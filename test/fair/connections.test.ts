import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharesOf } from '../../server/platform/db/fair-connections.js';
import type { Client } from '../harness/client.js';
import { report } from '../harness/desk.js';
import { eventually } from '../harness/eventually.js';
import { startWorld, type World } from '../harness/world.js';
import { append, follow } from '../live/support.js';

let world: World;
let owner: pg.Client;
const warnings: string[] = [];
beforeAll(async () => {
  const variables = { DATABASE_POOL_SIZE: '10', DATABASE_LIVE_POOL_SIZE: '2', LOG_LEVEL: 'warn' };
  world = await startWorld(variables, { write: (line) => void warnings.push(line) });
  owner = new pg.Client(world.databaseUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await world.stop();
});

/** Makes readers of surveys wait in the database while a function runs. */
async function whileReviewsAreLocked<T>(act: () => Promise<T>): Promise<T> {
  await owner.query('begin; lock table reviews in access exclusive mode');
  try {
    return await act();
  } finally {
    await owner.query('rollback');
  }
}

const readReviews = (who: Client, id: string) =>
  who.ok('query ($id: ID!) { ticket(id: $id) { reviews { nodes { id } } } }', { id });
const aTicket = async (who: Client): Promise<string> =>
  (await who.ok('{ tickets(first: 1) { nodes { id } } }')).tickets.nodes[0].id;

const busy = (pool: pg.Pool) => pool.totalCount - pool.idleCount;

it.each([
  [1, 1, 1],
  [2, 2, 1],
  [3, 3, 2],
  [4, 3, 2],
  [10, 9, 4],
  [50, 49, 20],
])('of %i connections all actors can use %i together, and one actor %i', (size, total, perActor) => {
  expect(sharesOf(size)).toEqual({ total, perActor });
});

describe('the database connections', () => {
  it('are never all used by one actor: others can still read and write', async () => {
    const agent = await world.as('agent');
    const lead = await world.as('lead');
    const { pool } = world.app.services.db;
    const id = await aTicket(agent);
    const waiting = await whileReviewsAreLocked(async () => {
      const reading = Array.from({ length: 40 }, () => readReviews(agent, id));
      await eventually(() => busy(pool) === 4);
      await aTicket(lead);
      expect(await report(lead)).toMatchObject({ status: 'NEW' });
      // A scheduled task of the server can use one more for a moment.
      await eventually(() => busy(pool) === 4);
      return { reading };
    });
    await Promise.all(waiting.reading);
    await eventually(() => busy(pool) === 0);
  });

  it('make the server not ready when several actors have used all of them for a while', async () => {
    const people = await Promise.all(['agent', 'lead', 'admin'].map((name) => world.as(name)));
    const status = async () => (await fetch(`${world.url}/readyz`)).status;
    expect(await status()).toBe(200);
    const id = await aTicket(people[0] as Client);
    const { reading } = await whileReviewsAreLocked(async () => {
      const all = people.flatMap((one) => Array.from({ length: 5 }, () => readReviews(one, id)));
      await expect.poll(status, { timeout: 12_000, interval: 500 }).toBe(503);
      return { reading: all };
    });
    await Promise.allSettled(reading);
    await expect.poll(status, { timeout: 5000 }).toBe(200);
  });

  it('of requests are not used by the live stream', async () => {
    const agent = await world.as('agent');
    const lead = await world.as('lead');
    const { db } = world.app.services;
    const many = await Promise.all(Array.from({ length: 30 }, () => follow(agent)));
    await Promise.all(many.map((one) => one.until(({ items }) => items.length > 0)));
    const taken = new Set<number>();
    const look = setInterval(() => taken.add(busy(db.pool)), 1);
    await owner.query('begin; lock table events in share row exclusive mode');
    await owner.query('rollback');
    await report(lead);
    await Promise.all(many.map((one) => one.eventsUntil(1)));
    clearInterval(look);
    expect(Math.max(...taken)).toBeLessThanOrEqual(2);
    expect(db.live.pool.totalCount).toBeLessThanOrEqual(2);
    for (const one of many) one.stop();
  });

  it('of pushes never wait for each other, however few there are', async () => {
    const people = await Promise.all(['agent', 'lead', 'admin'].map((name) => world.as(name)));
    // Different documents share nothing, so each actor asks for a connection.
    const followed = people.map((one, i) =>
      follow(one, {}, `subscription { ticketEvents { __typename ... on TicketEvent { n${i}: type } } }`),
    );
    const streams = await Promise.all(followed);
    const view = (i: number) =>
      `subscription { ticketView(filter: {}, first: 5) { __typename ... on TicketViewCount { n${i}: totalCount } } }`;
    const views = await Promise.all(people.map((one, i) => follow(one, {}, view(i))));
    const ticketId = await aTicket(people[0] as Client);
    // Most events are newer than what this server has read.
    for (let i = 0; i < 200; i += 1) {
      const organisationId = await append(world, ticketId, 1);
      if (i % 10 === 9) world.app.services.wake(organisationId);
    }
    const events = (items: { __typename: string }[]) =>
      items.filter(({ __typename }) => __typename === 'TicketEvent').length;
    for (const stream of streams) {
      await stream.until(({ items }) => events(items) >= 200);
      expect(events(stream.items)).toBe(200);
      stream.stop();
    }
    for (const one of views) one.stop();
    // One that waits for another gives up after a while, and tries again.
    expect(warnings.filter((line) => line.includes('the event log could not be read'))).toEqual([]);
  });
});
