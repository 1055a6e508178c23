import { buildSchema, type GraphQLObjectType, getNamedType, isLeafType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSdl } from '../../tools/sdl.js';
import { type Answer, overSocket, sameOverBoth } from '../harness/both.js';
import type { Client } from '../harness/client.js';
import { changingNothing } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { RawSocket } from '../live/support.js';

let world: World;
let closed: World;
beforeAll(async () => {
  world = await startWorld();
  closed = await startWorld({ INTROSPECTION: '0' });
});
afterAll(async () => {
  await world.stop();
  await closed.stop();
});

const noToken = {
  message: 'A valid token is required. Sign in, or send an API key.',
  extensions: {
    code: 'UNAUTHENTICATED',
    reason: 'NO_TOKEN',
    traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
  },
};

/**
 * The refusal of a document without a token, which must be the same over HTTP and WebSocket and say nothing
 * about the document.
 */
async function refusal(at: World, query: string): Promise<unknown> {
  const client = at.anonymous();
  const answer = await sameOverBoth(client, query);
  await client.close();
  return answer;
}

const signIn = 'signIn(input: { email: "agent@example.com", password: "demo" })';
const refused: [string, string][] = [
  ['a field', '{ tickets { totalCount } }'],
  ['an unknown field', '{ ticketz { totalCount } }'],
  ['a field without a selection', '{ tickets }'],
  ['a field with wrong arguments', '{ tickets(firsd: "x") { totalCount } }'],
  ['the viewer', '{ viewer { id } }'],
  ['a field by the alias of one that needs no token', '{ __typename: viewer { id } }'],
  ['a mutation by the alias of signIn', 'mutation { signIn: createTicket { ticket { id } } }'],
  ['a field next to one that needs no token', `mutation { ${signIn} { token } signOut { signedOut } }`],
  ['a mutation as a query', '{ signIn { token } }'],
  ['a query as a mutation', 'mutation { surveyForm(token: "x") { number } }'],
  ['a field in an inline fragment', '{ __typename ... { viewer { id } } }'],
  ['a field in an inline fragment of a type', '{ __typename ... on Query { ... on Nothing { x } } }'],
  ['a field in a fragment', '{ __typename ...f } fragment f on Query { viewer { id } }'],
  [
    'a field in a fragment of a fragment',
    '{ ...f } fragment f on Query { ...g } fragment g on Query { nothing }',
  ],
  ['an unknown fragment', '{ __typename ...f }'],
  ['a field that is skipped', '{ __typename viewer @skip(if: true) { id } }'],
  ['another operation than the requested one', 'query A { __typename } query B { viewer { id } }'],
  ['a subscription', 'subscription { ticketEvents { __typename } }'],
  ['the type of a subscription', 'subscription { __typename }'],
  ['the schema as a mutation', 'mutation { __schema { types { name } } }'],
  ['another definition', '{ __typename } type T { x: Int }'],
  ['an unknown directive', '{ viewer @nothing { id } }'],
  ['very many fields', `{ ${Array.from({ length: 300 }, (_, i) => `f${i}`).join(' ')} }`],
  ['very many aliases', `{ ${Array.from({ length: 300 }, (_, i) => `a${i}: viewer { id }`).join(' ')} }`],
  ['very deep fields', `${'{ viewer '.repeat(100)}${'}'.repeat(100)}`],
  [
    'a cycle of fragments',
    '{ ...f } fragment f on Query { ...g } fragment g on Query { ...f viewer { id } }',
  ],
];

describe('a document without a token gets the same error whatever it contains:', () => {
  it.each(refused)('%s', async (_what, query) => {
    for (const at of [world, closed])
      expect(await changingNothing(at, () => refusal(at, query))).toEqual({ errors: [noToken] });
  });

  it.each(refused)('also with an invalid token: %s', async (_what, query) => {
    const { errors, data } = await world.withToken('tws_this-was-never-given').send(query);
    expect([data, errors]).toMatchObject([
      undefined,
      [{ extensions: { code: 'UNAUTHENTICATED', reason: 'INVALID' } }],
    ]);
  });

  it('also after another client sent it with a token', async () => {
    const query = '{ viewer { id name } }';
    expect(await refusal(world, query)).toEqual({ errors: [noToken] });
    await (await world.as('agent')).ok(query);
    expect(await refusal(world, query)).toEqual({ errors: [noToken] });
  });

  it('for every root field of the schema, except those that need no token', async () => {
    const schema = buildSchema(readSdl());
    const open: string[] = [];
    for (const [kind, type] of [
      ['query', schema.getQueryType()],
      ['mutation', schema.getMutationType()],
      ['subscription', schema.getSubscriptionType()],
    ] as [string, GraphQLObjectType][]) {
      for (const field of Object.values(type.getFields())) {
        const below = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
        const { errors } = await world.anonymous().send(`${kind} { ${field.name} ${below} }`);
        if (errors?.[0]?.extensions?.code !== 'UNAUTHENTICATED') open.push(field.name);
        else expect(errors).toEqual([noToken]);
      }
    }
    expect(open).toEqual(
      ['surveyForm', 'signIn', 'answerSurvey'].sort((a, b) => open.indexOf(a) - open.indexOf(b)),
    );
  });

  it('with status 401 in application/graphql-response+json, and 200 in application/json', async () => {
    const status = async (accept: string) =>
      (
        await fetch(`${world.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept },
          body: JSON.stringify({ query: '{ viewer { id } }' }),
        })
      ).status;
    expect(await status('application/graphql-response+json')).toBe(401);
    expect(await status('application/json')).toBe(200);
  });
});

describe('a document without a token is answered:', () => {
  const open: [string, string, (answer: Answer) => void][] = [
    [
      'signIn',
      `mutation { ${signIn} { token viewer { name } } }`,
      ({ data }) => expect(data.signIn.viewer).toEqual({ name: 'Aisha Agent' }),
    ],
    [
      'signIn by an alias',
      `mutation { viewer: ${signIn} { token } }`,
      ({ data }) => expect(data.viewer.token).toMatch(/^tws_/),
    ],
    [
      'signIn in a fragment',
      `mutation { ...f } fragment f on Mutation { ... { ${signIn} { token } } }`,
      ({ data }) => expect(data.signIn.token).toMatch(/^tws_/),
    ],
    [
      'surveyForm',
      '{ surveyForm(token: "x") { number } }',
      ({ data }) => expect(data).toEqual({ surveyForm: null }),
    ],
    [
      'answerSurvey',
      'mutation { answerSurvey(input: { token: "x", score: 1 }) { errors { code } } }',
      ({ data }) => expect(data.answerSurvey.errors).toEqual([{ code: 'NOT_FOUND' }]),
    ],
    [
      'the name of the root',
      '{ __typename a: __typename }',
      ({ data }) => expect(data).toEqual({ __typename: 'Query', a: 'Query' }),
    ],
  ];
  it.each(open)('%s, over HTTP and WebSocket', async (_what, query, holds) => {
    for (const at of [world, closed]) {
      const client = at.anonymous();
      holds(await client.send(query));
      holds(await overSocket(client, query));
      await client.close();
    }
  });

  it('the schema, where introspection is allowed', async () => {
    for (const query of ['{ __schema { queryType { name } } }', '{ __type(name: "User") { name } }']) {
      expect(await world.anonymous().ok(query)).toBeTruthy();
      expect(await refusal(closed, query)).toEqual({ errors: [noToken] });
    }
  });
});

describe('without introspection and without a token, a client cannot find out:', () => {
  const probes: [string, string, string][] = [
    ['fields', `mutation { ${signIn} { nothing } }`, `mutation { ${signIn} { token { x } } }`],
    ['fields below', `mutation { ${signIn} { viewer { nothing } } }`, `mutation { ${signIn} { viewer } }`],
    ['arguments', '{ surveyForm(tokem: "x") { number } }', '{ surveyForm(token: 1) { number } }'],
    [
      'fields of inputs',
      'mutation { signIn(input: { emial: "x" }) { token } }',
      'mutation { signIn(input: { email: 1 }) { token } }',
    ],
    ['types', '{ __typename } fragment f on Nothing { x }', '{ __typename } fragment f on Ticket { x }'],
    ['types of variables', 'query ($v: Nothing) { __typename }', 'query ($v: TicketFilter) { __typename }'],
    ['types at the root', '{ ... on Nothing { __typename } }', '{ ... on Ticket { __typename } }'],
    ['directives', '{ __typename @nothing }', '{ __typename @include }'],
    [
      'fragments of fragments',
      `mutation { ${signIn} { ...f } } fragment f on Nothing { x }`,
      `mutation { ${signIn} { ...f } } fragment f on Ticket { id }`,
    ],
  ];
  it.each(probes)('%s', async (_what, missing, wrong) => {
    const client = closed.anonymous();
    for (const query of [missing, wrong]) {
      const { errors, data } = await sameOverBoth(client, query);
      expect(data).toBeUndefined();
      expect(errors).toEqual([
        {
          message: 'The document does not match the schema. Send a token to see why.',
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED', traceId: expect.any(String) },
        },
      ]);
    }
    await client.close();
  });

  it('a client with a token gets the validation errors', async () => {
    const agent: Client = await closed.as('agent');
    expect((await agent.refused('{ viewer { nothing } }')).message).toContain('nothing');
  });

  it('a socket without a token gets no validation errors, either', async () => {
    const socket = await new RawSocket(closed.url).connect(null);
    socket.subscribe('1', 'subscription { nothing }');
    const { payload } = await socket.message(({ id }) => id === '1');
    expect(payload).toEqual([noToken]);
    socket.socket.close();
  });
});
