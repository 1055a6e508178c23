import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overBoth, overSocket, sameOverBoth, stillServes } from '../harness/both.js';
import type { Client } from '../harness/client.js';
import { changingNothing } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let agent: Client;

beforeAll(async () => {
  world = await startWorld({
    LIMIT_TOKENS: '500',
    LIMIT_DEPTH: '6',
    LIMIT_WIDTH: '10',
    LIMIT_ALIASES: '5',
    LIMIT_DIRECTIVES: '4',
    LIMIT_ROOT_FIELDS: '8',
    LIMIT_COST: '2000',
    LIMIT_INPUT_VALUES: '50',
  });
  agent = await world.as('agent');
});
afterAll(() => world.stop());

const times = (n: number, one: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => one(i)).join(' ');

/** The extensions of the one refusal that both transports give alike; the operation was not begun. */
async function refusedOnBoth(query: string, variables: Record<string, unknown> = {}) {
  const { errors, ...rest } = await changingNothing(world, () => sameOverBoth(agent, query, variables));
  expect(rest).toEqual({});
  expect(errors).toHaveLength(1);
  const { traceId, ...extensions } = errors?.[0]?.extensions ?? {};
  expect(traceId).toMatch(/^[0-9a-f]{32}$/);
  return extensions;
}

describe('what a document asks for', () => {
  afterAll(() => stillServes(world));

  it.each<[string, string, object]>([
    ['tokens', `{ viewer { ${times(500, () => 'id')} } }`, { limit: 'TOKENS', most: 500 }],
    [
      'directives on one field',
      `{ viewer { id ${times(5, () => '@skip(if: false)')} } }`,
      { limit: 'DIRECTIVES', value: 5, most: 4 },
    ],
    [
      'directives wherever they may stand',
      `query ($a: Boolean = false @a) @b { viewer @skip(if: $a) { ... @include(if: true) { ...f @skip(if: $a) } } } fragment f on User { id }`,
      { limit: 'DIRECTIVES', value: 5, most: 4 },
    ],
    [
      'directives of a fragment, as often as it is spread',
      '{ viewer { ...f ...f ...f } } fragment f on User { id @skip(if: false) name @skip(if: false) }',
      { limit: 'DIRECTIVES', value: 6, most: 4 },
    ],
    [
      'aliases of a fragment, as often as it is spread',
      '{ viewer { ...f ...f ...f } } fragment f on User { a: id b: id }',
      { limit: 'ALIASES', value: 6, most: 5 },
    ],
    [
      'root fields of a fragment, as often as it is spread',
      '{ ...f ...f ...f } fragment f on Query { viewer { id } viewer { id } viewer { id } }',
      { limit: 'ROOT_FIELDS', value: 9, most: 8 },
    ],
    [
      'depth through fragments',
      '{ tickets { nodes { ...a } } } fragment a on Ticket { queue { ...b } } fragment b on Queue { team { members { user { id } } } }',
      { limit: 'DEPTH', value: 7, most: 6 },
    ],
    [
      'cost through fragments in fragments, which is their product',
      `{ tickets(first: 10) { ...a } } fragment a on TicketConnection { nodes { ...b } }
       fragment b on Ticket { comments(first: 100) { ...c } } fragment c on CommentConnection { nodes { id body } }`,
      { limit: 'COST', most: 2000 },
    ],
    [
      'fields beside each other that have to be compared',
      `{ viewer { ${times(11, () => 'teams { id }')} } }`,
      { limit: 'WIDTH', value: 11, most: 10 },
    ],
    [
      'fields beside each other by fragments',
      `{ viewer { ${times(6, (i) => `...f${i}`)} } } ${times(6, (i) => `fragment f${i} on User { teams { id } organisation { id } }`)}`,
      { limit: 'WIDTH', value: 12, most: 10 },
    ],
    [
      'a fragment that is not even spread',
      `{ viewer { id } } fragment f on User { ${times(11, () => 'teams { id }')} }`,
      { limit: 'WIDTH', value: 11, most: 10 },
    ],
    [
      'lists in lists in an argument',
      `{ tickets(filter: { labels: ${'['.repeat(7)}${']'.repeat(7)} }) { totalCount } }`,
      { limit: 'INPUT_DEPTH', value: 8, most: 6 },
    ],
    [
      'objects in the default of a variable',
      `query ($f: TicketFilter = ${'{ createdAt: '.repeat(7)}1${' }'.repeat(7)}) { tickets(filter: $f) { totalCount } }`,
      { limit: 'INPUT_DEPTH', value: 7, most: 6 },
    ],
  ])('is bounded, alike over both transports, by its %s', async (_what, query, limit) => {
    expect(await refusedOnBoth(query)).toMatchObject({ code: 'DOCUMENT_LIMIT', ...limit });
  });

  it('is bounded for each of several operations, whichever is asked for', async () => {
    const query = `query Small { viewer { id } } query Large { viewer { ${times(6, (i) => `a${i}: id`)} } }`;
    const { http, socket } = await overBoth(agent, query);
    for (const { errors } of [http, socket]) {
      expect(errors).toMatchObject([{ extensions: { code: 'DOCUMENT_LIMIT', limit: 'ALIASES', value: 6 } }]);
    }
  });

  it('is answered when it is just within each of the limits', async () => {
    const queries = [
      `{ viewer { ${times(4, () => 'id @skip(if: false)')} } }`,
      `{ viewer { ${times(10, () => 'teams { id }')} } }`,
      `{ viewer { ${times(400, () => 'id')} } }`,
      '{ viewer { ...f ...f } } fragment f on User { a: id b: id }',
    ];
    for (const query of queries) expect(await sameOverBoth(agent, query)).not.toHaveProperty('errors');
  });

  it('is bounded for subscriptions too', async () => {
    const query = `subscription { ticketEvents { __typename ... on TicketEvent { ${times(6, (i) => `a${i}: type`)} } } }`;
    const { errors } = await overSocket(agent, query);
    expect(errors).toMatchObject([{ extensions: { code: 'DOCUMENT_LIMIT', limit: 'ALIASES' } }]);
  });
});

describe('what the variables hold', () => {
  afterAll(() => stillServes(world));
  const nested = (depth: number): unknown => Array.from({ length: depth }).reduce((inner) => [inner], 'x');
  const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';

  it('is bounded before it is looked at: very deep', async () => {
    expect(await refusedOnBoth(query, { ids: nested(6) })).toMatchObject({ code: 'BAD_USER_INPUT' });
    const limit = { code: 'DOCUMENT_LIMIT', limit: 'INPUT_DEPTH', value: 7, most: 6 };
    expect(await refusedOnBoth(query, { ids: nested(7) })).toEqual(limit);
    expect(await refusedOnBoth(query, { ids: nested(3000) })).toEqual(limit);
    expect(await refusedOnBoth('{ viewer { id } }', { nobodyAsksForIt: nested(3000) })).toEqual(limit);
  });

  it('is bounded before it is looked at: very many', async () => {
    const many = (length: number) => ({ ids: Array.from({ length }, (_, i) => `x${i}`) });
    expect(await sameOverBoth(agent, query, many(49))).toEqual({ data: { nodes: Array(49).fill(null) } });
    const limit = { code: 'DOCUMENT_LIMIT', limit: 'INPUT_VALUES', most: 50 };
    expect(await refusedOnBoth(query, many(50))).toEqual({ ...limit, value: 51 });
    expect(await refusedOnBoth(query, many(60_000))).toEqual({ ...limit, value: 60_001 });
  });

  it.each<[string, string, Record<string, unknown>]>([
    ['left out', 'query ($id: ID!) { ticket(id: $id) { id } }', {}],
    ['null', 'query ($id: ID!) { ticket(id: $id) { id } }', { id: null }],
    ['null instead of its default', 'query ($id: ID = "x") { ticket(id: $id) { id } }', { id: null }],
    [
      'null in an input instead of its default',
      'mutation ($id: ID = "x") { addComment(input: { ticketId: $id, body: "x" }) { __typename } }',
      { id: null },
    ],
    [
      'null in a directive instead of its default',
      'query ($yes: Boolean = true) { viewer { id @include(if: $yes) } }',
      { yes: null },
    ],
    [
      'null in a directive at the top',
      'query ($yes: Boolean = true) { viewer @include(if: $yes) { id } }',
      { yes: null },
    ],
  ])('is refused as bad input when it is %s', async (_what, document, variables) => {
    const { errors } = await changingNothing(world, () => sameOverBoth(agent, document, variables));
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('a document', () => {
  afterAll(() => stillServes(world));

  it.each<[string, string, string]>([
    ['of nothing', ' ', 'GRAPHQL_PARSE_FAILED'],
    ['that ends too early', '{ viewer {', 'GRAPHQL_PARSE_FAILED'],
    ['with a NUL', '{ viewer { id\u0000 } }', 'GRAPHQL_PARSE_FAILED'],
    ['with half a character', '{ ticketByNumber(number: "\\ud800") { id } }', 'GRAPHQL_PARSE_FAILED'],
    ['of a schema', 'type Query { viewer: String }', 'GRAPHQL_VALIDATION_FAILED'],
    ['of fragments only', 'fragment f on User { id }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'with a fragment in itself',
      '{ viewer { ...f } } fragment f on User { ...f }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['with an unknown directive', '{ viewer @defer { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'of two operations, and none is named',
      'query A { viewer { id } } query B { viewer { id } }',
      'OPERATION_RESOLUTION_FAILURE',
    ],
  ])('is refused alike over both transports: one %s', async (_what, query, code) => {
    const { errors } = await sameOverBoth(agent, query);
    expect(errors?.[0]?.extensions?.code).toBe(code);
    expect(JSON.stringify(errors)).not.toMatch(/Did you mean/);
  });

  it.each([
    '{ viewr { id } }',
    '{ viewer { nam } }',
    '{ viewer { ... on Usr { id } } }',
    'query ($f: TicketFilte) { tickets(filter: $f) { totalCount } }',
    '{ tickets(frist: 1) { totalCount } }',
    '{ tickets(filter: { label: [] }) { totalCount } }',
    '{ tickets(orderBy: CREATED_AT_DES) { totalCount } }',
    '{ viewer @skp(if: true) { id } }',
    'mutation { createTickt { id } }',
  ])('never learns a name from a mistake: %s', async (query) => {
    const { errors } = await sameOverBoth(agent, query);
    const told = JSON.stringify(errors);
    expect(told).toContain('GRAPHQL_VALIDATION_FAILED');
    expect(told).not.toMatch(/Did you mean|"(viewer|name|first|labels|CREATED_AT_DESC|skip)\\"/);
  });

  it('that is only named by its hash is refused with the reason', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } };
    for (const query of [undefined, '{ viewer { id } }']) {
      const response = await fetch(`${world.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, extensions }),
      });
      const answer = await response.json();
      expect(answer).toMatchObject({ errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }] });
    }
    const stream = agent.subscribe('{ viewer { id } }', {}, extensions);
    await stream.until((s) => s.ended !== undefined);
    expect(stream.ended).toMatchObject([{ extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }]);
  });
});

describe('without introspection', () => {
  let closed: World;
  beforeAll(async () => {
    closed = await startWorld({ INTROSPECTION: '0' });
  });
  afterAll(async () => {
    await stillServes(closed);
    await closed.stop();
  });

  it.each([
    '{ __schema { queryType { name } types { name fields { name } } } }',
    '{ __type(name: "User") { name } }',
    '{ ...f } fragment f on Query { a: __schema { types { name } } }',
  ])('asking for it is refused, once and with the rule: %s', async (query) => {
    const { errors } = await sameOverBoth(await closed.as('agent'), query);
    expect(errors).toMatchObject([
      { extensions: { code: 'GRAPHQL_VALIDATION_FAILED', rule: 'NO_INTROSPECTION' } },
    ]);
  });

  it('the type of what one has may still be asked for', async () => {
    const answer = await sameOverBoth(await closed.as('agent'), '{ __typename viewer { __typename } }');
    expect(answer).toEqual({ data: { __typename: 'Query', viewer: { __typename: 'User' } } });
  });
});
