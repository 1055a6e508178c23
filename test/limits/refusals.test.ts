import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWorld, type World } from '../harness/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const json = { 'content-type': 'application/json' };

it('a request through a tunnel is refused with the two ways to allow it', async () => {
  const response = await fetch(`${world.url}/graphiql`, { headers: { 'x-forwarded-for': '192.0.2.1' } });
  const { errors } = (await response.json()) as { errors: { message: string }[] };
  const { port } = new URL(world.url);
  expect(errors[0]?.message).toContain(`ssh -L ${port}:127.0.0.1:${port} <this machine>`);
  expect(errors[0]?.message).toContain('DEMO_PASSWORD');
});

it.each<[string, string, RequestInit, number, string]>([
  ['an unknown path', '/nothing', {}, 404, 'NOT_FOUND'],
  ['a request through a proxy, with demo data', '/graphql', { headers: { via: '1.1 x' } }, 403, 'FORBIDDEN'],
  ['a request for metrics through a proxy', '/metrics', { headers: { via: '1.1 x' } }, 403, 'FORBIDDEN'],
  ['an unsupported method', '/graphql', { method: 'DELETE' }, 405, 'BAD_REQUEST'],
  ['a body that is not JSON', '/graphql', { method: 'POST', body: '{', headers: json }, 400, 'BAD_REQUEST'],
  ['an invalid path', '/%', {}, 404, 'NOT_FOUND'],
])('%s is refused in JSON, with the trace id of the answer', async (_what, path, init, status, code) => {
  const response = await fetch(`${world.url}${path}`, init);
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const traceId = response.headers.get('x-trace-id');
  expect(traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(await response.json()).toEqual({
    errors: [{ message: expect.any(String), extensions: { code, traceId } }],
  });
});
