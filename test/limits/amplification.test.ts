import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stillServes } from '../harness/both.js';
import type { Client } from '../harness/client.js';
import { Logged } from '../harness/logged.js';
import { startWorld, type World } from '../harness/world.js';
import { RawSocket } from '../live/support.js';

let world: World;
let agent: Client;
const logged = new Logged();
beforeAll(async () => {
  world = await startWorld({ LOG_LEVEL: 'info' }, logged);
  agent = await world.as('agent');
});
afterAll(async () => {
  await stillServes(world);
  expect(logged.lines.filter(({ level }) => level >= 50)).toEqual([]);
  await world.stop();
});

/** Sends an operation that must be refused, and returns the length of the answer in characters. */
async function lengthOf(query: string, variables: Record<string, unknown> = {}): Promise<number> {
  const answer = await agent.send(query, variables);
  expect(answer.errors?.length).toBeGreaterThan(0);
  expect(JSON.stringify(answer)).not.toContain('INTERNAL_SERVER_ERROR');
  return JSON.stringify(answer).length;
}

describe('a refusal is small, however large the request is', () => {
  const signIn = 'mutation ($i: SignInInput!) { signIn(input: $i) { token } }';

  it('with long names and values of variables', async () => {
    const unknown = Object.fromEntries(
      Array.from({ length: 50 }, (_, i) => [`${'k'.repeat(17_000)}${i}`, 'v'.repeat(100)]),
    );
    expect(await lengthOf(signIn, { i: unknown })).toBeLessThan(10_000);
  });

  it('with a long name in the document', async () => {
    const query = `query ${'n'.repeat(500_000)} { viewer { ${Array.from({ length: 20 }, (_, i) => `id @include(if: $v${i})`).join(' ')} } }`;
    expect(await lengthOf(query)).toBeLessThan(10_000);
  });

  it('with repeated introspection', async () => {
    const query = `{ ${Array.from({ length: 20 }, (_, i) => `a${i}: __schema { types { name } }`).join(' ')} }`;
    const { extensions } = await agent.refused(query);
    expect(extensions).toMatchObject({ code: 'DOCUMENT_LIMIT', limit: 'INTROSPECTION', value: 20 });
  });
});

describe('the root field of a subscription must not have a condition', () => {
  it.each([
    'subscription ($s: Boolean!) { ticketEvents @include(if: $s) { __typename } }',
    'subscription { ticketEvents @skip(if: null) { __typename } }',
    'subscription { ticketEvents @skip { __typename } }',
    'subscription { ticketEvents @skip(if: true) { __typename } }',
    'subscription { ...f @skip(if: "x") } fragment f on Subscription { ticketEvents { __typename } }',
    'subscription { ...f } fragment f on Subscription { ... @include(if: false) { ticketEvents { __typename } } }',
    'query Q { viewer { id } } subscription S { ticketEvents @skip(if: null) { __typename } }',
  ])('%s is refused over both transports', async (query) => {
    expect((await agent.refused(query, { s: true })).extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
    const socket = await new RawSocket(world.url).connect(agent.token);
    socket.subscribe('1', query, { s: true });
    const { type, payload } = await socket.message(({ id }) => id === '1');
    expect({ type, payload }).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
    socket.socket.close();
  });
});

it.each([
  { type: 'next', id: '1', payload: {} },
  { type: 'connection_ack' },
  { type: 'error', id: '1', payload: [{ message: 'x' }] },
])('a message type that only servers send violates the protocol: %j', async (message) => {
  const socket = await new RawSocket(world.url).connect(agent.token);
  socket.send(message);
  expect(await socket.closed).toEqual({ code: 4400 });
});
