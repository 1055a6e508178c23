import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { once, signedIn } from '../faults/ask.js';
import { compiled } from '../faults/compiled.js';
import { Load } from '../faults/load.js';
import { generous } from '../faults/machine.js';
import { Random } from '../faults/random.js';
import { Program } from '../faults/support.js';
import { eventually } from '../harness/eventually.js';
import { freePort } from '../harness/free-port.js';
import { logPlaces } from '../harness/log-places.js';
import { startWorld, type World } from '../harness/world.js';
import { sumOf } from '../observability/exposition.js';
import { scrape } from '../observability/support.js';
import { reportLatency } from './latency.js';
import { LoadBalancer } from './load-balancer.js';
import { Redis } from './redis.js';
import { Watcher } from './watcher.js';

/** In addition to the subscribers of the load. */
const WATCHERS = 12;
/** Servers answer forwarded requests only where the demo accounts have another password than the public one. */
const PASSWORD = 'behind a proxy';
const names = ['one', 'two', 'three'] as const;

let world: World;
let main: string;
let folder: string;
let ports: number[];
let redis: Redis;
let proxy: LoadBalancer;
const servers: Program[] = [];

beforeAll(async () => {
  // The compiler lets nothing else run in this process.
  main = await compiled();
  [world, redis] = await Promise.all([startWorld({ DEMO_PASSWORD: PASSWORD }), Redis.start()]);
  folder = await mkdtemp(join(tmpdir(), 'ticketwire-three-'));
  ports = [await freePort(), await freePort(), await freePort()];
  for (const i of names.keys()) start(i);
  await Promise.all(servers.map((server) => server.ready()));
  proxy = await LoadBalancer.start(ports);
  await eventually(async () => (await proxy.states()).join() === 'UP,UP,UP');
});
afterAll(async () => {
  for (const server of servers) server.kill('SIGKILL');
  await proxy?.stop();
  await redis?.kill();
  await world?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

function start(i: number): void {
  const { PORT: _, ...environment } = world.environment;
  servers[i] = new Program(main, folder, ports[i] ?? 0, {
    ...environment,
    REDIS_URL: redis.url,
    TRUSTED_PROXIES: 'loopback',
    DRAIN_GRACE_SECONDS: '3',
    ...generous,
    LOG_LEVEL: 'error',
  });
}

const server = (i: number): Program => servers[i] as Program;
const metric = async (i: number, name: string): Promise<number> => sumOf(await scrape(server(i)), name);
const hear = (expected: number) =>
  eventually(async () => {
    const connected = await Promise.all(names.map((_, i) => metric(i, 'ticketwire_live_hints_connected')));
    return connected.every((one) => one === expected);
  });

it('reports how long an event takes to another server', async () => {
  const other = await world.another();
  await eventually(() => other.services.hints.state.peers === 1);
  const token = await signedIn(world.url, 'admin', PASSWORD);
  await reportLatency('PostgreSQL', token, world.url, other.url);
  await hear(1);
  await reportLatency('Redis', token, server(0).url, server(1).url);
});

it('loses, doubles and reorders nothing while servers are stopped, killed and drained and Redis is killed', async () => {
  const { url } = proxy;
  const token = await signedIn(url, 'admin', PASSWORD);
  const { tickets } = await once(url, token, '{ tickets(first: 1) { eventCursor } }');
  const load = await Load.begin({ url, rows: world.rows, password: PASSWORD }, new Random(16));
  const watchers = Array.from({ length: WATCHERS }, () => new Watcher(url, token, tickets.eventCursor));
  /** Waits until this many watchers came back after a moment, and prints how long that took. */
  const cameBack = async (count: number, since: number, after: string): Promise<void> => {
    const times = () => watchers.flatMap((watcher) => watcher.cameBack.find((at) => at >= since) ?? []);
    await eventually(() => times().length >= count, 60_000);
    const longest = Math.max(0, ...times().map((at) => at - since));
    console.log(
      `after ${after}: ${times().length} of ${WATCHERS} subscribers came back, the last after ${longest} ms`,
    );
  };
  /** How many watchers a server has. Those of the load have one each too. */
  const watchersOf = async (i: number): Promise<number> =>
    Math.max(0, (await metric(i, 'ticketwire_websocket_connections')) - load.subscribers.length);
  try {
    await eventually(() => watchers.every(({ isOpen }) => isOpen));
    await load.more(20);

    const stoppedAt = Date.now();
    const ofStopped = await watchersOf(1);
    server(1).kill('SIGSTOP');
    await eventually(async () => (await proxy.states())[1]?.startsWith('DOWN'));

    const ofKilled = await watchersOf(0);
    const killedAt = Date.now();
    server(0).kill('SIGKILL');
    await load.more(10);
    await cameBack(ofKilled, killedAt, 'kill -9');
    start(0);
    await server(0).ready();
    await eventually(async () => (await proxy.states())[0] === 'UP');

    await redis.kill();
    await load.more(10);
    await redis.startAgain();
    await load.more(10);

    await cameBack(ofKilled + ofStopped, stoppedAt, 'SIGSTOP and kill -9');
    server(1).kill('SIGCONT');
    await eventually(async () => (await proxy.states()).join() === 'UP,UP,UP');
    await hear(1);

    const ofDrained = await watchersOf(2);
    const drainedAt = Date.now();
    server(2).kill('SIGTERM');
    await load.more(10);
    await cameBack(ofDrained, drainedAt, 'SIGTERM, with 3 s of grace');
    expect(await server(2).exited).toEqual({ code: 0, signal: null });

    await load.check();
    const placeOf = await logPlaces(world.rows);
    for (const watcher of watchers) {
      await eventually(() => watcher.seen.length >= load.count);
      const numbers = watcher.seen.map(placeOf);
      assert.deepEqual(
        numbers,
        numbers.map((_, i) => (numbers[0] ?? 0) + i),
      );
      expect([numbers.length, watcher.duplicates, watcher.resyncs]).toEqual([load.count, 0, 0]);
    }
  } finally {
    await load.stop();
    await Promise.all(watchers.map((watcher) => watcher.stop().catch(() => undefined)));
  }
});
