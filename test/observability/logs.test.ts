import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawId } from '../harness/desk.js';
import { Logged } from '../harness/logged.js';
import { startWorld, type World } from '../harness/world.js';
import { RawSocket, report } from '../live/support.js';

let world: World;
const logged = new Logged();
beforeAll(async () => {
  world = await startWorld({ LOG_LEVEL: 'debug', SLOW_OPERATION_MS: '300' }, logged);
});
afterAll(() => world.stop());

const given = '0af7651916cd43dd8448eb211c80319c';
const traceparent = (id: string) => `00-${id}-b7ad6b7169203331-01`;

/** Sends a request, and returns the answer's trace id. */
async function ask(
  query: string,
  token: string | null,
  headers: Record<string, string> = {},
): Promise<string> {
  const response = await fetch(`${world.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    body: JSON.stringify({ query }),
  });
  await response.text();
  return response.headers.get('x-trace-id') ?? '';
}

/** Returns a user's name in the log. */
async function nameOf(user: string): Promise<string> {
  const { viewer } = await (await world.as(user)).ok('{ viewer { ... on User { id } } }');
  return `user:${rawId(viewer.id)}`;
}

/** Makes every new comment fail in the database while a function runs. */
async function whileCommentsFail<T>(act: () => Promise<T>): Promise<T> {
  await world.rows('alter table comments add constraint broken check (false) not valid');
  try {
    return await act();
  } finally {
    await world.rows('alter table comments drop constraint broken');
  }
}

describe('the log of a request', () => {
  it('has a line with the trace id that was received or returned, the actor, and the result', async () => {
    const { token } = await world.as('agent');
    const actor = await nameOf('agent');
    const asGiven = await ask('{ viewer { __typename } }', token, { traceparent: traceparent(given) });
    expect(asGiven).toBe(given);
    const line = await logged.line(({ msg, traceId }) => msg === 'request' && traceId === given);
    expect(line).toMatchObject({ level: 30, method: 'POST', path: '/graphql', status: 200, actor });
    expect(line.ms).toBeGreaterThan(0);
    for (const broken of ['nonsense', traceparent('0'.repeat(32)), traceparent(given.toUpperCase())]) {
      const own = await ask('{ viewer { __typename } }', null, { traceparent: broken });
      expect(own).toMatch(/^[0-9a-f]{32}$/);
      expect(own).not.toBe(given);
      const anonymous = await logged.line(({ msg, traceId }) => msg === 'request' && traceId === own);
      expect(anonymous.actor).toBeUndefined();
    }
  });

  it('distinguishes API keys from users, and contains the name of neither', async () => {
    const { secret, apiKey } = await (await world.as('admin')).done(
      'createApiKey',
      { name: 'Nightly import', scopes: ['TICKETS_READ'] },
      'secret apiKey { id }',
    );
    const traceId = await ask('{ tickets { totalCount } }', secret);
    const line = await logged.line((one) => one.msg === 'request' && one.traceId === traceId);
    expect(line.actor).toBe(`key:${rawId(apiKey.id)}`);
    expect(logged.text).not.toContain('Nightly import');
  });

  it('contains only the route of a path', async () => {
    await fetch(`${world.url}/secret-of-a-path?token=secret-of-a-query`);
    await logged.line(({ msg, path, status }) => msg === 'request' && path === 'other' && status === 404);
    expect(logged.text).not.toContain('secret-of-a');
  });
});

describe('the log of an operation', () => {
  it.each(['http', 'websocket'] as const)(
    'has a warning with kind and name when the operation was slow, over %s',
    async (transport) => {
      const agent = await world.as('agent');
      const ticketId = await report(agent, 'Slow');
      const name = `Slow_${transport}_${'x'.repeat(100)}`;
      const query = `mutation ${name} { addComment(input: { ticketId: "${ticketId}", body: "Said slowly" }) { comment { id } } }`;
      await world.rows(`create or replace function dawdle() returns trigger language plpgsql as
      'begin perform pg_sleep(0.4); return new; end'`);
      await world.rows(
        'create trigger dawdle before insert on comments for each row execute function dawdle()',
      );
      if (transport === 'http') await ask(query, agent.token);
      else {
        const socket = await new RawSocket(world.url).connect(agent.token);
        socket.subscribe('1', query);
        await socket.message(({ type }) => type === 'complete');
        socket.socket.close();
      }
      await world.rows('drop trigger dawdle on comments');
      const line = await logged.line((one) => one.msg === 'a slow operation' && name.startsWith(one.name));
      expect(line).toMatchObject({
        level: 40,
        transport,
        operation: 'mutation',
        outcome: 'ok',
        actor: await nameOf('agent'),
      });
      expect(line.name).toBe(name.slice(0, 64));
      expect(line.ms).toBeGreaterThan(300);
      expect(line.traceId).toMatch(/^[0-9a-f]{32}$/);
      expect(logged.text).not.toContain('Said slowly');
    },
  );

  it('has the start and the end of a subscription', async () => {
    const { token } = await world.as('agent');
    const socket = await new RawSocket(world.url).connect(token);
    socket.subscribe('1', 'subscription Mine { ticketEvents { __typename } }');
    await socket.message(({ type }) => type === 'next');
    const begun = await logged.line(({ msg, name }) => msg === 'a subscription began' && name === 'Mine');
    socket.send({ id: '1', type: 'complete' });
    const { traceId } = begun;
    const ended = await logged.line((one) => one.msg === 'an operation ended' && one.traceId === traceId);
    expect(ended).toMatchObject({
      level: 20,
      operation: 'subscription',
      outcome: 'ok',
      actor: await nameOf('agent'),
    });
    socket.socket.close();
  });

  it.each(['http', 'websocket'] as const)(
    'has the whole error once, under the trace id in the answer, when the server failed, over %s',
    async (transport) => {
      const agent = await world.as('agent');
      const ticketId = await report(agent, 'Failing');
      const query = `mutation { addComment(input: { ticketId: "${ticketId}", body: "Said in vain" }) { comment { id } } }`;
      const traceId = await whileCommentsFail(async () => {
        if (transport === 'http') {
          const error = await agent.refused(query);
          expect(JSON.stringify(error)).not.toMatch(/broken|comments|insert|stack/);
          return error.extensions?.traceId;
        }
        const socket = await new RawSocket(world.url).connect(agent.token);
        socket.subscribe('1', query);
        const { payload } = await socket.message(({ type }) => type === 'next');
        socket.socket.close();
        expect(JSON.stringify(payload)).not.toMatch(/broken|comments|insert|stack/);
        return (payload as { errors: { extensions: { traceId: string } }[] }).errors[0]?.extensions.traceId;
      });
      await logged.line((one) => one.level === 50 && one.traceId === traceId);
      await sleep(50);
      const lines = logged.lines.filter((one) => one.level === 50 && one.traceId === traceId);
      expect(lines).toHaveLength(1);
      const { err } = lines[0];
      expect(err).toMatchObject({ code: '23514', table: 'comments', constraint: 'broken' });
      expect(err.stack).toMatch(/\n\s+at /);
      expect(logged.text).not.toContain('Said in vain');
    },
  );
});

describe('the log of a WebSocket', () => {
  it('has a line when it opens and a line when it closes, with the actor and the close code', async () => {
    const { token } = await world.as('agent');
    const id = given.replace('0af', 'abc');
    const headers = { traceparent: traceparent(id) };
    const socket = new RawSocket(world.url, { headers });
    await socket.connect(token);
    await logged.line(({ msg, traceId }) => msg === 'a WebSocket was opened' && traceId === id);
    socket.send({ type: 'connection_init', payload: {} });
    expect(await socket.closed).toEqual({ code: 4429 });
    const closed = await logged.line(
      ({ msg, traceId }) => msg === 'a WebSocket was closed' && traceId === id,
    );
    expect(closed).toMatchObject({ level: 30, code: 4429, actor: await nameOf('agent') });
  });
});
