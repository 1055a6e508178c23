import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runJob } from '../../server/platform/observability/jobs.js';
import { StatementCounter } from '../harness/statement-counter.js';
import { startWorld, type World } from '../harness/world.js';
import { follow, RawSocket, report } from '../live/support.js';
import { parseExposition, sumOf } from './exposition.js';
import { scrape } from './support.js';

let counter: StatementCounter;
let world: World;
beforeAll(async () => {
  world = await startWorld(async (_, servingUrl) => {
    counter = await StatementCounter.before(servingUrl);
    return { DATABASE_URL: counter.url, CLOCKS_EVERY_SECONDS: '3600' };
  });
});
afterAll(async () => {
  await world.stop();
  await counter.stop();
});

/** How much metrics grow while a function runs. */
async function growth(
  act: () => Promise<unknown>,
  ...series: [name: string, labels?: Record<string, string>][]
): Promise<number[]> {
  const before = await scrape(world);
  await act();
  const after = await scrape(world);
  const had = (name: string, labels?: Record<string, string>) =>
    before.has(name.replace(/_count$/, '')) ? sumOf(before, name, labels) : 0;
  return series.map(([name, labels]) => sumOf(after, name, labels) - had(name, labels));
}

const operations = 'ticketwire_graphql_operations_total';

describe('/metrics', () => {
  it('has the format of Prometheus, a help text for each metric, and names by the conventions', async () => {
    await (await world.as('agent')).ok('{ viewer { __typename } }');
    const response = await fetch(`${world.url}/metrics`);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const families = [...parseExposition(await response.text()).values()];
    const ours = families.filter(({ name }) => name.startsWith('ticketwire_'));
    expect(ours.length).toBeGreaterThan(20);
    for (const { name, type } of families) expect(name.endsWith('_total'), name).toBe(type === 'counter');
    for (const { name } of ours) expect(name).not.toMatch(/_(ms|millis|milliseconds|count|sum|bucket)\b/);
    // Metrics of the process: heap, CPU, event loop.
    const names = new Set(families.map(({ name }) => name));
    for (const name of [
      'process_cpu_seconds_total',
      'nodejs_heap_size_used_bytes',
      'nodejs_eventloop_lag_seconds',
    ])
      expect(names).toContain(name);
  });

  it('sends no statement to the database', async () => {
    await scrape(world);
    const { statements } = await counter.during(async () => {
      for (let i = 0; i < 5; i += 1) await scrape(world);
    });
    expect(statements).toBe(0);
    const { statements: some } = await counter.during(async () =>
      (await world.as('agent')).ok('{ viewer { __typename } }'),
    );
    expect(some).toBeGreaterThan(0);
  });

  it('counts requests by method, route and status; unknown paths add no routes', async () => {
    const http = 'ticketwire_http_request_duration_seconds_count';
    const grown = await growth(
      async () => {
        await fetch(`${world.url}/livez`);
        await fetch(`${world.url}/livez`, { method: 'HEAD' });
        for (let i = 0; i < 5; i += 1) await fetch(`${world.url}/made-up-${i}?x=${i}`, { method: 'PUT' });
        await fetch(`${world.url}/graphql`, {
          method: 'POST',
          body: '{',
          headers: { 'content-type': 'application/json' },
        });
      },
      [http, { method: 'GET', route: '/livez', status: '2xx' }],
      [http, { method: 'HEAD', route: '/livez', status: '2xx' }],
      [http, { method: 'other', route: 'other', status: '4xx' }],
      [http, { method: 'POST', route: '/graphql', status: '4xx' }],
    );
    expect(grown).toEqual([1, 1, 5, 1]);
    const text = await (await fetch(`${world.url}/metrics`)).text();
    expect(text).not.toContain('made-up');
  });

  it('counts operations over HTTP by outcome', async () => {
    const agent = await world.as('agent');
    const http = { transport: 'http' };
    const grown = await growth(
      async () => {
        await agent.ok('query MyOwnName { viewer { __typename } }');
        await agent.mutate('addComment', { ticketId: 'nonsense', body: 'x' }, '__typename');
        // Errors in a payload count even if the operation does not select them.
        await agent.ok('mutation { addComment(input: { ticketId: "nonsense", body: "x" }) { __typename } }');
        await agent.send('{ nothing }');
        await agent.send('{');
        await world.anonymous().send('{ tickets { totalCount } }');
        await agent.send('subscription { ticketEvents { __typename } }');
        await fetch(`${world.url}/graphql`, {
          method: 'POST',
          body: '{}',
          headers: { 'content-type': 'application/json' },
        });
      },
      [operations, { ...http, kind: 'query', outcome: 'ok' }],
      [operations, { ...http, kind: 'mutation', outcome: 'refused' }],
      ['ticketwire_refusals_total', { kind: 'payload', reason: 'NOT_FOUND' }],
      [operations, { ...http, kind: 'unknown', outcome: 'GRAPHQL_VALIDATION_FAILED' }],
      [operations, { ...http, kind: 'unknown', outcome: 'GRAPHQL_PARSE_FAILED' }],
      [operations, { ...http, kind: 'unknown', outcome: 'UNAUTHENTICATED' }],
      [operations, { ...http, kind: 'subscription', outcome: 'BAD_REQUEST' }],
      [operations, { ...http, kind: 'unknown', outcome: 'BAD_REQUEST' }],
      ['ticketwire_graphql_operation_duration_seconds_count', { ...http, kind: 'mutation' }],
    );
    expect(grown).toEqual([1, 2, 2, 1, 1, 1, 1, 1, 2]);
    expect(await (await fetch(`${world.url}/metrics`)).text()).not.toContain('MyOwnName');
  });

  it('counts operations over WebSockets in the same way, and refused documents by the limit', async () => {
    const { token } = await world.as('agent');
    const aliases = Array.from({ length: 31 }, (_, i) => `a${i}: __typename`);
    const large = `{ viewer { ${aliases.join(' ')} } }`;
    const socket = { transport: 'websocket' };
    const grown = await growth(
      async () => {
        const raw = await new RawSocket(world.url).connect(token);
        raw.subscribe('1', '{ viewer { __typename } }');
        raw.subscribe('2', large);
        raw.subscribe(
          '3',
          'mutation { addComment(input: { ticketId: "nonsense", body: "x" }) { __typename } }',
        );
        await raw.message((m) => m.id === '1' && m.type === 'complete');
        await raw.message((m) => m.id === '2' && m.type === 'error');
        await raw.message((m) => m.id === '3' && m.type === 'complete');
        raw.socket.close();
        await raw.closed;
        await (await world.as('agent')).send(large);
      },
      [operations, { ...socket, kind: 'query', outcome: 'ok' }],
      [operations, { ...socket, kind: 'unknown', outcome: 'DOCUMENT_LIMIT' }],
      [operations, { ...socket, kind: 'mutation', outcome: 'refused' }],
      [operations, { transport: 'http', outcome: 'DOCUMENT_LIMIT' }],
      ['ticketwire_graphql_limits_exceeded_total', { limit: 'ALIASES' }],
    );
    expect(grown).toEqual([1, 1, 1, 1, 2]);
  });

  it('counts WebSockets, subscriptions and items, and the delay between commit and sending', async () => {
    const agent = world.withToken((await world.as('agent')).token ?? '');
    const open = async () => {
      const now = await scrape(world);
      return [
        'ticketwire_websocket_connections',
        'ticketwire_live_subscriptions',
        'ticketwire_live_organisations_followed',
        'ticketwire_live_groups',
        'ticketwire_live_group_members',
      ].map((name) => sumOf(now, name));
    };
    expect(await open()).toEqual([0, 0, 0, 0, 0]);
    const grown = await growth(
      async () => {
        const first = await follow(agent);
        const second = await follow(agent);
        expect(await open()).toEqual([1, 2, 1, 1, 2]);
        await report(await world.as('requester'), 'Counted');
        const [event] = await first.eventsUntil(1);
        await second.eventsUntil(1);
        expect(event.type).toBe('TICKET_CREATED');
        // A replayed item counts as an item, and has no delay.
        const again = agent.subscribe(
          'subscription ($after: String) { ticketEvents(after: $after) { __typename } }',
          {
            after: first.items[0].cursor,
          },
        );
        await again.eventsUntil(1);
        for (const one of [first, second, again]) one.stop();
        await agent.close();
        await expect.poll(open).toEqual([0, 0, 0, 0, 0]);
      },
      ['ticketwire_live_items_pushed_total', { item: 'event' }],
      ['ticketwire_live_items_pushed_total', { item: 'position' }],
      ['ticketwire_live_deliveries_total', { how: 'shared' }],
      ['ticketwire_live_deliveries_total', { how: 'alone' }],
      ['ticketwire_live_shared_executions_total'],
      ['ticketwire_live_push_delay_seconds_count'],
      ['ticketwire_events_appended_total', { type: 'TICKET_CREATED' }],
      ['ticketwire_websocket_closed_total', { code: '1000' }],
      [operations, { transport: 'websocket', kind: 'subscription', outcome: 'ok' }],
    );
    // The two that are at the end of the log share one execution. First positions and what is replayed are resolved alone.
    expect(grown).toEqual([3, 3, 2, 4, 1, 1, 1, 1, 3]);
  });

  it('counts repeated calls, and measures the pool, the log and the background tasks', async () => {
    const agent = await world.as('agent');
    const input = { type: 'INCIDENT', subject: 'Twice', description: 'x', idempotencyKey: 'twice' };
    const grown = await growth(
      async () => {
        for (let i = 0; i < 3; i += 1) await agent.done('createTicket', input, 'ticket { id }');
        expect((await fetch(`${world.url}/readyz`)).status).toBe(200);
      },
      ['ticketwire_idempotent_replays_total'],
      ['ticketwire_events_appended_total', { type: 'TICKET_CREATED' }],
      ['ticketwire_object_store_checks_total', { outcome: 'ok' }],
    );
    expect(grown).toEqual([2, 1, 1]);
    const now = await scrape(world);
    expect(sumOf(now, 'ticketwire_database_pool_max_connections')).toBe(8);
    expect(sumOf(now, 'ticketwire_database_pool_connections')).toBeGreaterThan(0);
    expect(sumOf(now, 'ticketwire_database_pool_waiting')).toBe(0);
    expect(sumOf(now, 'ticketwire_live_lag_events')).toBe(0);
    expect(Date.now() / 1000 - sumOf(now, 'ticketwire_live_last_look_timestamp_seconds')).toBeLessThan(20);
    // An alert on failures needs a zero before the first failure.
    for (const job of ['sweep_attachments', 'forget_expired', 'archive_events', 'refresh_keys', 'clocks'])
      expect(sumOf(now, 'ticketwire_background_runs_total', { job, outcome: 'failed' })).toBe(0);
  });
});

describe('the metrics of failures', () => {
  it('count a transaction that has to be repeated', async () => {
    await world.rows('create sequence tries');
    await world.rows('grant usage on sequence tries to public');
    // Raises a serialization failure the first time only.
    await world.rows(`create function fail_first() returns trigger language plpgsql as
      $$ begin if nextval('tries') < 3 then raise exception 'again' using errcode = '40001'; end if; return new; end $$`);
    await world.rows(
      'create trigger fail_first before insert on tickets for each row execute function fail_first()',
    );
    const agent = await world.as('agent');
    const grown = await growth(
      () => report(agent, 'Tried again'),
      ['ticketwire_transaction_retries_total'],
      ['ticketwire_events_appended_total', { type: 'TICKET_CREATED' }],
    );
    expect(grown).toEqual([2, 1]);
  });

  it("count background tasks, and have the time of each task's last success", async () => {
    const { services } = world.app;
    const job = 'forget_expired';
    const wentWell = async () =>
      sumOf(await scrape(world), 'ticketwire_background_last_success_timestamp_seconds', { job });
    const begun = Date.now() / 1000;
    const grown = await growth(
      async () => {
        await runJob(services, job, async () => {
          throw new Error('the database is away');
        });
        // The task succeeded at the start, and not since.
        expect(await wentWell()).toBeLessThan(begun);
        await runJob(services, job, async () => undefined);
      },
      ['ticketwire_background_runs_total', { job, outcome: 'failed' }],
      ['ticketwire_background_runs_total', { job, outcome: 'ok' }],
    );
    expect(grown).toEqual([1, 1]);
    expect(await wentWell()).toBeGreaterThanOrEqual(begun);
  });

  it('count a WebSocket that fails by its code; all codes that clients invent are one label', async () => {
    const closed = 'ticketwire_websocket_closed_total';
    const grown = await growth(
      async () => {
        const rude = await new RawSocket(world.url).open();
        rude.subscribe('1', '{ viewer { __typename } }');
        expect(await rude.closed).toEqual({ code: 4401 });
        for (const code of [4711, 4712]) {
          const odd = await new RawSocket(world.url).open();
          odd.socket.close(code);
          await odd.closed;
        }
      },
      [closed, { code: '4401' }],
      [closed, { code: 'other' }],
    );
    expect(grown).toEqual([1, 2]);
  });
});
