import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startEmbeddedObjectStore } from '../../server/platform/embedded/object-store.js';
import { createLog } from '../../server/platform/observability/log.js';
import { cleanUp } from '../faults/support.js';
import { dataFolder } from '../harness/data-folder.js';
import { Logged } from '../harness/logged.js';
import { StatementCounter } from '../harness/statement-counter.js';
import { startWorld, type World } from '../harness/world.js';
import { follow, RawSocket, report } from '../live/support.js';
import { sumOf } from './exposition.js';
import { readyz, scrape } from './support.js';

let counter: StatementCounter;
let store: Awaited<ReturnType<typeof startEmbeddedObjectStore>>;
let dataDir: string;
let world: World;
const logged = new Logged();
beforeAll(async () => {
  dataDir = await dataFolder();
  store = await startEmbeddedObjectStore({ dataDir, bucket: 'mine', log: createLog('silent') });
  world = await startWorld(async (_, servingUrl) => {
    counter = await StatementCounter.before(servingUrl);
    return {
      DATABASE_URL: counter.url,
      CLOCKS_EVERY_SECONDS: '3600',
      DATABASE_POOL_SIZE: '3',
      S3_ENDPOINT: store.endpoint,
      S3_ACCESS_KEY_ID: store.accessKeyId,
      S3_SECRET_ACCESS_KEY: store.secretAccessKey,
      S3_BUCKET: 'mine',
      LOG_LEVEL: 'warn',
    };
  }, logged);
});
afterAll(async () => {
  await world.stop();
  await counter.stop();
  await store.stop();
  await cleanUp(undefined, dataDir);
});

const all = {
  accepting: true,
  database: true,
  migrations: true,
  objectStore: true,
  eventLog: true,
  pool: true,
};

/** Waits until the kept result of a check is too old. */
const fresh = () => sleep(1100);
beforeEach(fresh);

/** Runs a function with a connection of the owner. */
async function asOwner<T>(act: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: world.databaseUrl });
  await owner.connect();
  try {
    return await act(owner);
  } finally {
    await owner.end();
  }
}

describe('/readyz', () => {
  it('names its parts, accepts GET and HEAD, and forbids caching', async () => {
    expect(await readyz(world.url)).toEqual({ status: 200, body: { status: 'ready', ...all, notes: {} } });
    const head = await fetch(`${world.url}/readyz`, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.headers.get('cache-control')).toBe('no-store');
    expect(await head.text()).toBe('');
  });

  it('checks at most once a second, for any number of requests', async () => {
    const began = Date.now();
    const { statements } = await counter.during(async () => {
      for (let i = 0; i < 3; i += 1) {
        const answers = await Promise.all(Array.from({ length: 100 }, () => readyz(world.url)));
        expect(answers.every(({ status }) => status === 200)).toBe(true);
      }
    });
    expect(statements).toBeGreaterThan(0);
    // A check has three statements.
    expect(statements).toBeLessThanOrEqual(3 * Math.ceil((Date.now() - began) / 1000));
  });

  it('is not ready while the database is read-only', async () => {
    const name = new URL(world.databaseUrl).pathname.slice(1);
    const reconnect = async () => {
      await asOwner((owner) =>
        // The last statement of a check.
        owner.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where query like 'select pg_is_in_recovery%' and datname = $1",
          [name],
        ),
      );
      await fresh();
    };
    await world.rows(`alter database ${name} set default_transaction_read_only = on`);
    await reconnect();
    expect(await readyz(world.url)).toMatchObject({
      status: 503,
      body: {
        ...all,
        status: 'not ready',
        database: false,
        notes: { database: 'read-only: a standby, or set to read-only' },
      },
    });
    await asOwner(async (owner) => {
      await owner.query('set default_transaction_read_only = off');
      await owner.query(`alter database ${name} reset default_transaction_read_only`);
    });
    await reconnect();
    expect(await readyz(world.url)).toMatchObject({ status: 200, body: all });
  });

  it('is not ready with a database older than the program; with a newer one it is ready and says so', async () => {
    const applied = await world.rows<{ name: string }>('delete from mikro_orm_migrations returning name');
    expect(await readyz(world.url)).toMatchObject({
      status: 503,
      body: { ...all, migrations: false, notes: { migrations: 'the database is older than this program' } },
    });
    const names = [...applied.map(({ name }) => name), '2999-01-01-more'];
    await world.rows('insert into mikro_orm_migrations (name) select unnest($1::text[])', [names]);
    await fresh();
    expect(await readyz(world.url)).toMatchObject({
      status: 200,
      body: { ...all, notes: { migrations: 'the database is newer than this program' } },
    });
    await world.rows("delete from mikro_orm_migrations where name = '2999-01-01-more'");
  });

  it('is not ready while the database does not answer in time; it says so in time, and the log has the reason', async () => {
    await asOwner(async (owner) => {
      await owner.query('begin');
      await owner.query('lock table event_heads in access exclusive mode');
      const began = Date.now();
      const { status, body } = await readyz(world.url);
      expect({ status, body }).toMatchObject({ status: 503, body: { database: false, objectStore: true } });
      expect(Date.now() - began).toBeLessThan(4000);
      // The note contains no statement, no host and no message of PostgreSQL.
      expect(body.notes.database).toMatch(/^no answer( in time)?$/);
    });
    const line = await logged.line(({ msg, err }) => msg === 'not ready' && err);
    // The message of PostgreSQL, or of the code that waited for it.
    expect(line).toMatchObject({ part: 'database', err: { message: expect.stringMatching(/time/) } });
    await fresh();
    expect((await readyz(world.url)).status).toBe(200);
  });

  it('is not ready when the event log has not been read for a while, and is ready again afterwards', async () => {
    const agent = world.withToken((await world.as('agent')).token ?? '');
    await follow(agent);
    await asOwner(async (owner) => {
      await owner.query('begin');
      await owner.query('lock table event_heads in access exclusive mode');
      await expect
        .poll(() => readyz(world.url), { timeout: 20_000, interval: 1000 })
        .toMatchObject({
          status: 503,
          body: { eventLog: false, notes: { eventLog: 'not read for a while' } },
        });
    });
    await expect
      .poll(() => readyz(world.url), { timeout: 5000, interval: 500 })
      .toMatchObject({ status: 200 });
    await agent.close();
  });

  it('is not ready when the event log has new events that cannot be read', async () => {
    const agent = world.withToken((await world.as('agent')).token ?? '');
    await follow(agent);
    await asOwner(async (owner) => {
      await owner.query('begin');
      await owner.query('lock table events in access exclusive mode');
      await world.rows('update event_heads set number = number + 1');
      await expect
        .poll(() => readyz(world.url), { timeout: 20_000, interval: 1000 })
        .toMatchObject({ status: 503, body: { ...all, eventLog: false } });
      expect(sumOf(await scrape(world), 'ticketwire_live_lag_events')).toBe(1);
      await world.rows('update event_heads set number = number - 1');
    });
    await expect
      .poll(() => readyz(world.url), { timeout: 5000, interval: 500 })
      .toMatchObject({ status: 200 });
    await agent.close();
  });

  it('is not ready when no connection has become free for a while, although the database is healthy', async () => {
    // A single actor cannot use all connections.
    const people = [await world.as('agent'), await world.as('lead')];
    await asOwner(async (owner) => {
      await owner.query('begin');
      await owner.query('lock table teams in access exclusive mode');
      const asked = Array.from({ length: 6 }, (_, i) =>
        people[i % 2]?.send('{ teams(first: 1) { nodes { name } } }'),
      );
      await expect
        .poll(() => readyz(world.url), { timeout: 12_000, interval: 1000 })
        .toMatchObject({
          status: 503,
          body: { ...all, pool: false, notes: { pool: 'no connection has become free for a while' } },
        });
      await owner.query('rollback');
      await Promise.all(asked);
    });
    await fresh();
    expect((await readyz(world.url)).status).toBe(200);
  });

  it('is not ready without the object store', async () => {
    await store.stop();
    const { status, body } = await readyz(world.url);
    expect({ status, body }).toMatchObject({
      status: 503,
      body: { ...all, objectStore: false, notes: { objectStore: 'no answer' } },
    });
    expect(JSON.stringify(body)).not.toContain(new URL(store.endpoint).port);
    expect((await fetch(`${world.url}/livez`)).status).toBe(200);
  });
});

describe('a server that is asked to stop', () => {
  it('is not ready immediately, and serves requests for the configured grace period', async () => {
    const stopping = await startWorld({ DRAIN_GRACE_SECONDS: '2' });
    const agent = await stopping.as('agent');
    expect((await readyz(stopping.url)).status).toBe(200);
    const began = Date.now();
    const stopped = stopping.stop();
    await sleep(100);
    // The result is new, not one that was kept.
    expect(await readyz(stopping.url)).toEqual({
      status: 503,
      body: { status: 'not ready', accepting: false, notes: { accepting: 'the server is stopping' } },
    });
    expect((await fetch(`${stopping.url}/livez`)).status).toBe(200);
    expect(await agent.ok('{ viewer { __typename } }')).toEqual({ viewer: { __typename: 'User' } });
    await stopped;
    expect(Date.now() - began).toBeGreaterThan(1900);
    await expect(fetch(`${stopping.url}/livez`)).rejects.toThrow();
  });

  it('closes its WebSockets one after another with 1001, refuses new ones, and sends items until then', async () => {
    const stopping = await startWorld();
    const idle = Array.from({ length: 100 }, () => new RawSocket(stopping.url));
    await Promise.all(idle.map((socket) => socket.open()));
    // Opened last, it is closed last.
    const agent = await stopping.as('agent');
    const stream = await follow(agent);
    const began = Date.now();
    const stopped = stopping.app.stop();
    const closed = idle.map(({ closed }) => closed.then(({ code }) => ({ code, at: Date.now() - began })));
    expect((await closed[0])?.code).toBe(1001);
    const refused = new WebSocket(`${stopping.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const answer = once(refused, 'unexpected-response').then(([, response]) => response.statusCode);
    refused.on('error', () => {});
    const ticketId = await report(await stopping.as('requester'), 'Reported while the server stops');
    expect(await answer).toBe(503);
    const [event] = await stream.eventsUntil(1);
    expect(event.ticket.id).toBe(ticketId);
    const ends = await Promise.all(closed);
    expect(new Set(ends.map(({ code }) => code))).toEqual(new Set([1001]));
    const times = ends.map(({ at }) => at);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(200);
    await stream.until(({ ended }) => ended !== undefined);
    expect(stream.ended).toMatchObject({ code: 1001 });
    await stopped;
    await stopping.stop();
  });
});
