import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { stillServes } from '../harness/both.js';
import type { Client } from '../harness/client.js';
import { within } from '../harness/within.js';
import { startWorld, type World } from '../harness/world.js';
import { RawSocket, report, ticketEvents } from '../live/support.js';

let world: World;
let agent: Client;
beforeAll(async () => {
  world = await startWorld({ LIMIT_BODY_BYTES: '20000', WS_OPERATIONS_PER_SOCKET: '3' });
  agent = await world.as('agent');
});
afterAll(() => world.stop());

const token = (): string => agent.token ?? '';
const opened = () => new RawSocket(world.url).open();
const connected = () => new RawSocket(world.url).connect(token());
const init = JSON.stringify({ type: 'connection_init', payload: {} });
const query = (id: string) =>
  JSON.stringify({ id, type: 'subscribe', payload: { query: '{ viewer { name } }' } });

/**
 * Sends an upgrade request without a WebSocket library, and returns what the server sends until it
 * disconnects.
 */
async function answerTo(lines: string[], afterwards?: 'reset'): Promise<string> {
  const { hostname, port } = new URL(world.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  if (afterwards === 'reset') socket.resetAndDestroy();
  await once(socket, 'close');
  return answer;
}

const upgrade = (path: string, ...headers: string[]): string[] => [
  `GET ${path} HTTP/1.1`,
  `host: ${new URL(world.url).host}`,
  'connection: upgrade',
  'upgrade: websocket',
  ...headers,
];
const handshake = ['sec-websocket-version: 13', 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ=='];

describe('a client that violates the protocol is disconnected with the matching code', () => {
  afterAll(() => stillServes(world));

  it.each<[string, number, (socket: WebSocket) => void]>([
    ['a message that is not JSON', 4400, (s) => s.send('hello')],
    ['a message that is not an object', 4400, (s) => s.send('[]')],
    ['a message without a type', 4400, (s) => s.send('{}')],
    ['a message with an unknown type', 4400, (s) => s.send('{"type":"start","id":"1","payload":{}}')],
    ['a message with a type that only servers send', 4400, (s) => s.send('{"type":"next","id":"1"}')],
    ['a prototype as a type', 4400, (s) => s.send('{"type":"__proto__"}')],
    ['a subscription before connection_init', 4401, (s) => s.send(query('1'))],
    [
      'a second connection_init',
      4429,
      (s) => {
        s.send(init);
        s.send(init);
      },
    ],
    ['a binary message', 1003, (s) => s.send(Buffer.from(init))],
    [
      'a text message that is not valid UTF-8',
      1007,
      (s) => s.send(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), { binary: false }),
    ],
    ['a frame that is not masked', 1002, (s) => s.send(init, { mask: false })],
    [
      'a message that is too large',
      1009,
      (s) => s.send(JSON.stringify({ type: 'ping', payload: { a: 'x'.repeat(30_000) } })),
    ],
    [
      'a fragmented message that is too large',
      1009,
      (s) => {
        for (let i = 0; i < 30; i += 1) s.send('x'.repeat(1000), { fin: false });
      },
    ],
  ])('%s: %d', async (_what, code, misbehave) => {
    const { socket, closed } = await opened();
    misbehave(socket);
    expect(await closed).toEqual({ code });
  });

  it.each<[string, number, object]>([
    ['without an id', 4400, { type: 'subscribe', payload: { query: '{ viewer { id } }' } }],
    ['with an empty id', 4400, { id: '', type: 'subscribe', payload: { query: '{ viewer { id } }' } }],
    ['with a number as an id', 4400, { id: 7, type: 'subscribe', payload: { query: '{ viewer { id } }' } }],
    ['without a payload', 4400, { id: '1', type: 'subscribe' }],
    ['without a query', 4400, { id: '1', type: 'subscribe', payload: {} }],
    ['with a query that is not text', 4400, { id: '1', type: 'subscribe', payload: { query: {} } }],
    [
      'with a list as variables',
      4400,
      { id: '1', type: 'subscribe', payload: { query: '{ a }', variables: [] } },
    ],
    ['as a batch', 4400, [{ id: '1', type: 'subscribe', payload: { query: '{ viewer { id } }' } }]],
  ])('an operation %s: %d', async (_what, code, message) => {
    const { socket, closed } = await connected();
    socket.send(JSON.stringify(message));
    expect(await closed).toEqual({ code });
  });

  it('two operations with one id: 4409', async () => {
    const raw = await connected();
    raw.subscribe('same', ticketEvents);
    raw.subscribe('same', ticketEvents);
    expect(await raw.closed).toEqual({ code: 4409 });
  });

  it.each(['graphql-ws', 'nothing-like-it', ''])('the sub-protocol %j: 4406', async (name) => {
    // The test sends the raw bytes, because client libraries refuse to.
    const offered = name ? [`sec-websocket-protocol: ${name}`] : [];
    const answer = await answerTo(upgrade('/graphql', ...handshake, ...offered));
    const [head = '', frame = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1.1 101 /);
    // A close frame has the code in the first two bytes of its payload.
    expect([frame.charCodeAt(0), frame.charCodeAt(2) * 256 + frame.charCodeAt(3)]).toEqual([0x88, 4406]);
  });

  it('no message, or half a message, for three seconds: 4408', async () => {
    const raw = await opened();
    const half = await opened();
    half.socket.send('{"type":', { fin: false });
    const began = Date.now();
    expect(await Promise.all([raw.closed, half.closed])).toEqual([{ code: 4408 }, { code: 4408 }]);
    expect(Date.now() - began).toBeGreaterThan(2500);
  });
});

describe('unusual, but valid messages', () => {
  afterAll(() => stillServes(world));

  it('are accepted: fragments, pings between them, odd ids, and the completion of unknown operations', async () => {
    const raw = await connected();
    raw.send({ type: 'complete', id: 'never was' });
    raw.send({ type: 'pong' });
    raw.send({ type: 'ping', payload: { n: 1 } });
    expect(await raw.message((m) => m.type === 'pong')).toEqual({ type: 'pong', payload: { n: 1 } });
    for (const id of ['__proto__', 'constructor', '\u202e', 'x'.repeat(2000)]) {
      const message = query(id);
      const half = Math.floor(message.length / 2);
      raw.socket.send(message.slice(0, half), { fin: false });
      raw.socket.ping();
      raw.socket.send(message.slice(half), { fin: true });
      expect(await raw.message((m) => m.id === id)).toMatchObject({ type: 'next' });
      await raw.message((m) => m.id === id && m.type === 'complete');
    }
    raw.socket.close();
  });

  it('are processed a few at a time and all answered when a hundred arrive at once', async () => {
    const raw = await connected();
    for (let i = 0; i < 100; i += 1) {
      raw.socket.send(query(`q${i}`));
      // A completed operation no longer counts as running, but its work has still to be done.
      raw.send({ type: 'complete', id: `q${i}` });
    }
    raw.send({ type: 'ping', payload: { last: true } });
    await raw.message((m) => m.type === 'pong');
    expect(raw.socket.readyState).toBe(raw.socket.OPEN);
    raw.socket.close();
  });
});

describe('an invalid upgrade', () => {
  afterAll(() => stillServes(world));

  it.each<[string, () => string[], number]>([
    ['on an unknown path', () => upgrade('/elsewhere', ...handshake), 404],
    [
      'from a page of another origin',
      () => upgrade('/graphql', 'origin: https://elsewhere.example', ...handshake),
      403,
    ],
    ['through a proxy, with demo data', () => upgrade('/graphql', 'via: 1.1 proxy', ...handshake), 403],
    ['without a key', () => upgrade('/graphql', 'sec-websocket-version: 13'), 400],
    ['with an old version', () => upgrade('/graphql', 'sec-websocket-version: 7', handshake[1] ?? ''), 400],
    ['by POST', () => upgrade('/graphql', ...handshake).map((l) => l.replace('GET', 'POST')), 400],
  ])('is refused in JSON: %s', async (_what, lines, status) => {
    const answer = await answerTo(lines());
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toMatch(/content-type: application\/json/);
    expect(JSON.parse(body).errors[0].extensions.code).toMatch(/^(NOT_FOUND|FORBIDDEN|BAD_REQUEST)$/);
  });

  it('does no harm when its client disconnects before the answer', async () => {
    for (let i = 0; i < 20; i += 1) {
      await answerTo(upgrade(i % 2 ? '/elsewhere' : '/graphql'), 'reset');
    }
  });
});

describe('the number of WebSockets', () => {
  let small: World;
  beforeAll(async () => {
    small = await startWorld({ WS_SOCKETS_PER_ACTOR: '2', WS_SOCKETS_PER_ADDRESS: '5' });
  });
  afterAll(async () => {
    await stillServes(small);
    await small.stop();
  });

  const closeAll = async (sockets: RawSocket[]): Promise<void> => {
    for (const { socket } of sockets) socket.close();
    await Promise.all(sockets.map(({ closed }) => closed));
  };
  const tokenOf = async (name: string | null) => (name ? ((await small.as(name)).token ?? '') : null);
  const connected = async (name: string | null) => {
    const given = await tokenOf(name);
    return new RawSocket(small.url).connect(given);
  };

  it.each([['agent'], [null]])(
    'of one user, or of all clients without a token, is limited (%s): 1013, and the client may try again',
    async (name) => {
      const sockets = [await connected(name), await connected(name)];
      const given = await tokenOf(name);
      const third = await new RawSocket(small.url).open();
      third.send({
        type: 'connection_init',
        payload: given ? { authorization: `Bearer ${given}` } : {},
      });
      expect(await third.closed).toEqual({ code: 1013 });
      const other = await connected('requester');
      await closeAll([sockets.pop() as RawSocket, other]);
      // Closing one WebSocket frees its place.
      await vi.waitFor(async () => sockets.push(await within(connected(name), 500)), 5000);
      await closeAll(sockets);
    },
  );

  it('from one address is limited, authenticated or not: 429, and the client may try again', async () => {
    const sockets = await Promise.all(Array.from({ length: 5 }, () => new RawSocket(small.url).open()));
    const refused = new RawSocket(small.url);
    const response = await new Promise<IncomingMessage>((resolve) =>
      refused.socket.once('unexpected-response', (_request, answer) => resolve(answer)),
    );
    expect(response.statusCode).toBe(429);
    expect(response.headers['retry-after']).toBe('30');
    expect(response.headers['content-type']).toMatch(/json/);
    await closeAll(sockets);
    await vi.waitFor(async () => closeAll([await within(connected('agent'), 500)]), 5000);
  });
});

describe('a client that does not read', () => {
  let quick: World;
  beforeAll(async () => {
    quick = await startWorld({ WS_PING_SECONDS: '2', LIMIT_BODY_BYTES: '200000' });
  });
  afterAll(async () => {
    await stillServes(quick);
    await quick.stop();
  });

  it('is not read from either, and is disconnected when it does not answer pings; other clients receive everything', async () => {
    const writer = await quick.as('agent');
    const paused = await new RawSocket(quick.url).connect(writer.token);
    paused.subscribe('events', ticketEvents);
    await paused.message((m) => m.type === 'next');
    const fast = (await quick.as('lead')).subscribe('subscription { ticketEvents { __typename } }');
    await fast.until((s) => s.items.length === 1);

    paused.socket.pause();
    // Each answer is as large as its message.
    const payload = { echo: 'x'.repeat(100_000) };
    let asked = 0;
    const asking = setInterval(() => {
      // The server has not read what is still buffered here.
      while (paused.socket.readyState === paused.socket.OPEN && paused.socket.bufferedAmount < 1e6) {
        paused.send({ type: 'ping', payload });
        asked += 1;
        if (asked * 0.1 > 300) break;
      }
    }, 20);
    const began = Date.now();
    const { hub } = quick.app.services;
    await vi.waitFor(() => expect(hub.followers).toBe(1), { timeout: 12_000, interval: 50 });
    clearInterval(asking);
    expect(Date.now() - began).toBeLessThan(9000);
    // Megabytes that the server and the network accepted before they stopped.
    expect(asked * 0.1).toBeLessThan(50);

    await report(writer, 'Heard');
    await fast.eventsUntil(1);
    paused.socket.terminate();
    fast.stop();
  });
});
