import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { postgresBus } from '../../server/platform/live/hints/postgres-bus.js';
import { freePort } from '../harness/free-port.js';
import { databaseUrl, onCluster } from '../harness/global-setup.js';
import { startWorld, type World } from '../harness/world.js';
import { sumOf } from '../observability/exposition.js';
import { scrape } from '../observability/support.js';
import { Ear, testHintsOver } from './hints-suite.js';
import { follow, report } from './support.js';

/** The serving role, directly at the cluster. Each test run has a database of its own for hints. */
function direct(database: string): string {
  const url = new URL(databaseUrl(inject('serving'), database));
  url.host = new URL(inject('cluster')).host;
  return url.href;
}

const database = `hints_${randomUUID().slice(0, 8)}`;
beforeAll(() => onCluster(inject('cluster'), `create database ${database}`));
afterAll(() => onCluster(inject('cluster'), `drop database ${database} (force)`));

testHintsOver(
  'PostgreSQL, by the serving role',
  () => postgresBus(direct(database)),
  () =>
    onCluster(
      inject('cluster'),
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`,
    ),
);

describe('hints in memory', () => {
  it('reach the listeners of the one server', async () => {
    const { hints, heard } = new Ear(null);
    const organisationId = randomUUID();
    const before: string[] = [];
    const end = hints.on('events', (hint) => before.push(hint.organisationId));
    hints.send({ topic: 'events', organisationId });
    end();
    hints.send({ topic: 'presence', organisationId, ticketId: randomUUID() });
    hints.send({ topic: 'events', organisationId });
    expect(before).toEqual([organisationId]);
    expect(heard.map(({ topic }) => topic)).toEqual(['events', 'presence', 'events']);
    expect(hints.state).toEqual({ bus: 'memory', connected: true, peers: 0 });
    await hints.close();
  });
});

describe('a server without hints', () => {
  let world: World;
  const lines: string[] = [];
  beforeAll(async () => {
    const port = await freePort();
    world = await startWorld(
      (_, servingUrl) => {
        const nowhere = new URL(servingUrl);
        nowhere.host = `127.0.0.1:${port}`;
        return { DATABASE_DIRECT_URL: nowhere.href, LOG_LEVEL: 'warn' };
      },
      { write: (line) => void lines.push(line) },
    );
  });
  afterAll(() => world.stop());

  it('receives changes of another one by looking itself, and its metrics and its log say so', async () => {
    const there = (await world.as('agent')).at((await world.another()).url);
    const stream = await follow(there);
    const ticketId = await report(await world.as('requester'), 'Seen without a hint');
    const [event] = await stream.eventsUntil(1);
    expect(event.ticket.id).toBe(ticketId);
    await there.close();
    expect(sumOf(await scrape(world), 'ticketwire_live_hints_connected', { bus: 'postgresql' })).toBe(0);
    // One line of each server, however often it tried.
    expect(lines.filter((line) => line.includes('hints of other servers do not arrive')).length).toBe(2);
  });
});
