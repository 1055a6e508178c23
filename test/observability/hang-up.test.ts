import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Logged } from '../harness/logged.js';
import { startWorld, type World } from '../harness/world.js';
import { RawSocket } from '../live/support.js';

let world: World;
let token: string | null;
const logged = new Logged();
beforeAll(async () => {
  world = await startWorld({ LOG_LEVEL: 'debug' }, logged);
  token = (await world.as('agent')).token;
});
afterAll(() => world.stop());

const operations: Readonly<Record<string, string>> = {
  'a list with related objects': `{ tickets(first: 50) { totalCount nodes { id requester { name } timeline(first: 20) { nodes { __typename } }
    comments(first: 20) { nodes { body author { ... on User { name } } } } availableTransitions { transition } } } }`,
  'sequential reads': `{ queues(first: 20) { nodes { team { members { nodes { user { name } } } } } }
    tickets(first: 20) { nodes { affectedUsers { nodes { name } } attachments(first: 5) { nodes { fileName } } } } }`,
  'a mutation': `mutation { createTicket(input: { type: INCIDENT, subject: "Hung up", description: "While it was made",
    impact: LOW, urgency: LOW }) { ticket { id number queue { name } requester { name } } errors { code } } }`,
};

/**
 * Sends an operation, and disconnects after this many milliseconds. With `bytes` it sends only the first
 * bytes of the body.
 */
function hangUp(query: string, ms: number, bytes?: number): Promise<void> {
  const body = JSON.stringify({ query });
  return new Promise((resolve) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${token}`,
    };
    const asked = request(`${world.url}/graphql`, { method: 'POST', headers });
    asked.on('error', () => undefined);
    asked.on('close', resolve);
    if (bytes === undefined) asked.end(body);
    else asked.write(body.slice(0, bytes));
    setTimeout(() => asked.destroy(), ms);
  });
}

const complaints = () =>
  logged.lines
    .filter(({ level, msg }) => level >= 40 && msg !== 'a slow operation')
    .map(({ msg, err }) => [msg, err?.stack]);

describe('a client that disconnects early', () => {
  it.each(Object.entries(operations))('would otherwise get its answer: %s', async (_what, query) => {
    expect(await (await world.as('agent')).ok(query)).toBeTruthy();
  });

  it.each(Object.entries(operations))('causes no error in the log: %s', async (_what, query) => {
    for (let ms = 0; ms < 40; ms += 1) await hangUp(query, ms);
    await sleep(300);
    expect(complaints()).toEqual([]);
    expect(await (await world.as('agent')).ok('{ viewer { __typename } }')).toBeTruthy();
  });

  it('causes no error in the log: lists in the fair queue', async () => {
    const list = (operations['a list with related objects'] as string).replace('first: 50', 'first: 100');
    const { budget } = world.app.services;
    const gone = Promise.all(Array.from({ length: 20 }, () => hangUp(list, 150)));
    await expect.poll(() => budget.state().waiting, { interval: 5 }).toBeGreaterThan(0);
    await gone;
    await expect.poll(() => budget.state()).toMatchObject({ inFlight: 0, waiting: 0 });
    await sleep(300);
    expect(complaints()).toEqual([]);
  });

  it('causes no error in the log: half a body', async () => {
    for (let bytes = 0; bytes < 80; bytes += 8) await hangUp('{ viewer { __typename } }', 20, bytes);
    await sleep(100);
    expect(complaints()).toEqual([]);
  });

  it.each(Object.entries(operations))(
    'causes no error in the log: a WebSocket with %s',
    async (_what, query) => {
      for (let ms = 0; ms < 20; ms += 1) {
        const socket = await new RawSocket(world.url).connect(token);
        socket.subscribe('1', query);
        socket.subscribe('2', 'subscription { ticketEvents { __typename } }');
        await sleep(ms);
        // One half disconnects with a closing handshake, the other half without.
        if (ms % 2 === 0) socket.socket.terminate();
        else socket.socket.close();
        await socket.closed;
      }
      await sleep(300);
      expect(complaints()).toEqual([]);
    },
  );

  it('is counted as disconnected, and holds no database connection', async () => {
    await expect
      .poll(
        () =>
          logged.lines.filter(({ msg, outcome }) => msg === 'an operation ended' && outcome === 'gone')
            .length,
      )
      .toBeGreaterThan(0);
    await expect.poll(() => world.app.services.db.pool.idleCount).toBe(world.app.services.db.pool.totalCount);
  });
});
