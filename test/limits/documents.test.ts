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

/**
 * Sends an operation over both transports, expects the same refusal before execution, and returns its
 * extensions.
 */
async function refusedOnBoth(query: string, variables: Record<string, unknown> = {}) {
  const { errors, ...rest } = await changingNothing(world, () => sameOverBoth(agent, query, variables));
  expect(rest).toEqual({});
  expect(errors).toHaveLength(1);
  const { traceId, ...extensions } = errors?.[0]?.extensions ?? {};
  expect(traceId).toMatch(/^[0-9a-f]{32}$/);
  return extensions;
}

describe('the work that a document asks for', () => {
  afterAll(() => stillServes(world));

  it.each<[string, string, object]>([
    ['tokens', `{ viewer { ${times(500, () => 'id')} } }`, { limit: 'TOKENS', most: 500 }],
    [
      'directives on one field',
      `{ viewer { id ${times(5, () => '@skip(if: false)')} } }`,
      { limit: 'DIRECTIVES', value: 5, most: 4 },
    ],
    [
      'directives at every place that allows them',
      `query ($a: Boolean = false @a) @b { viewer @skip(if: $a) { ... @include(if: true) { ...f @skip(if: $a) } } } fragment f on User { id }`,
      { limit: 'DIRECTIVES', value: 5, most: 4 },
    ],
    [
      'directives of a fragment, for each spread',
      '{ viewer { ...f ...f ...f } } fragment f on User { id @skip(if: false) name @skip(if: false) }',
      { limit: 'DIRECTIVES', value: 6, most: 4 },
    ],
    [
      'aliases of a fragment, for each spread',
      '{ viewer { ...f ...f ...f } } fragment f on User { a: id b: id }',
      { limit: 'ALIASES', value: 6, most: 5 },
    ],
    [
      'root fields of a fragment, for each spread',
      '{ ...f ...f ...f } fragment f on Query { viewer { id } viewer { id } viewer { id } }',
      { limit: 'ROOT_FIELDS', value: 9, most: 8 },
    ],
    [
      'depth through fragments',
      '{ tickets { nodes { ...a } } } fragment a on Ticket { queue { ...b } } fragment b on Queue { team { members { nodes { user { id } } } } }',
      { limit: 'DEPTH', value: 8, most: 6 },
    ],
    [
      'cost through nested fragments, which multiplies',
      `{ tickets(first: 10) { ...a } } fragment a on TicketConnection { nodes { ...b } }
       fragment b on Ticket { comments(first: 100) { ...c } } fragment c on CommentConnection { nodes { id body } }`,
      { limit: 'COST', most: 2000 },
    ],
    [
      'sibling fields that must be compared',
      `{ viewer { ${times(11, () => 'teams { id }')} } }`,
      { limit: 'WIDTH', value: 11, most: 10 },
    ],
    [
      'sibling fields from fragments',
      `{ viewer { ${times(6, (i) => `...f${i}`)} } } ${times(6, (i) => `fragment f${i} on User { teams { id } organisation { id } }`)}`,
      { limit: 'WIDTH', value: 12, most: 10 },
    ],
    [
      'the size of an unused fragment',
      `{ viewer { id } } fragment f on User { ${times(11, () => 'teams { id }')} }`,
      { limit: 'WIDTH', value: 11, most: 10 },
    ],
    [
      'nested lists in an argument',
      `{ tickets(filter: { labels: ${'['.repeat(7)}${']'.repeat(7)} }) { totalCount } }`,
      { limit: 'INPUT_DEPTH', value: 8, most: 6 },
    ],
    [
      'nested objects in the default of a variable',
      `query ($f: TicketFilter = ${'{ createdAt: '.repeat(7)}1${' }'.repeat(7)}) { tickets(filter: $f) { totalCount } }`,
      { limit: 'INPUT_DEPTH', value: 7, most: 6 },
    ],
  ])('is limited equally over both transports by %s', async (_what, query, limit) => {
    expect(await refusedOnBoth(query)).toMatchObject({ code: 'DOCUMENT_LIMIT', ...limit });
  });

  it('is limited for each of several operations, whichever one is executed', async () => {
    const query = `query Small { viewer { id } } query Large { viewer { ${times(6, (i) => `a${i}: id`)} } }`;
    const { http, socket } = await overBoth(agent, query);
    for (const { errors } of [http, socket]) {
      expect(errors).toMatchObject([{ extensions: { code: 'DOCUMENT_LIMIT', limit: 'ALIASES', value: 6 } }]);
    }
  });

  it('is accepted just within each limit', async () => {
    const queries = [
      `{ viewer { ${times(4, () => 'id @skip(if: false)')} } }`,
      `{ viewer { ${times(10, () => 'teams { id }')} } }`,
      `{ viewer { ${times(400, () => 'id')} } }`,
      '{ viewer { ...f ...f } } fragment f on User { a: id b: id }',
    ];
    for (const query of queries) expect(await sameOverBoth(agent, query)).not.toHaveProperty('errors');
  });

  it('is limited for subscriptions too', async () => {
    const query = `subscription { ticketEvents { __typename ... on TicketEvent { ${times(6, (i) => `a${i}: type`)} } } }`;
    const { errors } = await overSocket(agent, query);
    expect(errors).toMatchObject([{ extensions: { code: 'DOCUMENT_LIMIT', limit: 'ALIASES' } }]);
  });
});

describe('the values of variables', () => {
  afterAll(() => stillServes(world));
  const nested = (depth: number): unknown => Array.from({ length: depth }).reduce((inner) => [inner], 'x');
  const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';

  it('are limited in depth before they are parsed', async () => {
    expect(await refusedOnBoth(query, { ids: nested(6) })).toMatchObject({ code: 'BAD_USER_INPUT' });
    const limit = { code: 'DOCUMENT_LIMIT', limit: 'INPUT_DEPTH', value: 7, most: 6 };
    expect(await refusedOnBoth(query, { ids: nested(7) })).toEqual(limit);
    expect(await refusedOnBoth(query, { ids: nested(3000) })).toEqual(limit);
    expect(await refusedOnBoth('{ viewer { id } }', { nobodyAsksForIt: nested(3000) })).toEqual(limit);
  });

  it('are limited in number before they are parsed', async () => {
    const many = (length: number) => ({ ids: Array.from({ length }, (_, i) => `x${i}`) });
    expect(await sameOverBoth(agent, query, many(49))).toEqual({ data: { nodes: Array(49).fill(null) } });
    const limit = { code: 'DOCUMENT_LIMIT', limit: 'INPUT_VALUES', most: 50 };
    expect(await refusedOnBoth(query, many(50))).toEqual({ ...limit, value: 51 });
    expect(await refusedOnBoth(query, many(60_000))).toEqual({ ...limit, value: 60_001 });
  });

  it.each<[string, string, Record<string, unknown>]>([
    ['missing', 'query ($id: ID!) { ticket(id: $id) { id } }', {}],
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
      'null in a directive of a root field',
      'query ($yes: Boolean = true) { viewer @include(if: $yes) { id } }',
      { yes: null },
    ],
  ])('are refused as bad input when a value is %s', async (_what, document, variables) => {
    const { errors } = await changingNothing(world, () => sameOverBoth(agent, document, variables));
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('a document', () => {
  afterAll(() => stillServes(world));

  it.each<[string, string, string]>([
    ['without any content', ' ', 'GRAPHQL_PARSE_FAILED'],
    ['that ends too early', '{ viewer {', 'GRAPHQL_PARSE_FAILED'],
    ['with a NUL', '{ viewer { id\u0000 } }', 'GRAPHQL_PARSE_FAILED'],
    ['with half a surrogate pair', '{ ticketByNumber(number: "\\ud800") { id } }', 'GRAPHQL_PARSE_FAILED'],
    ['with a type definition', 'type Query { viewer: String }', 'GRAPHQL_VALIDATION_FAILED'],
    ['with fragments only', 'fragment f on User { id }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'with a fragment that spreads itself',
      '{ viewer { ...f } } fragment f on User { ...f }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['with an unknown directive', '{ viewer @defer { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'with two operations, and no operation name',
      'query A { viewer { id } } query B { viewer { id } }',
      'OPERATION_RESOLUTION_FAILURE',
    ],
  ])('is refused equally over both transports: one %s', async (_what, query, code) => {
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
    '{ tickets(orderBy: { field: CREATED_A, direction: DESC }) { totalCount } }',
    '{ viewer @skp(if: true) { id } }',
    'mutation { createTickt { id } }',
  ])('with a mistake gets no suggestion of existing names: %s', async (query) => {
    const { errors } = await sameOverBoth(agent, query);
    const text = JSON.stringify(errors);
    expect(text).toContain('GRAPHQL_VALIDATION_FAILED');
    expect(text).not.toMatch(/Did you mean|"(viewer|name|first|labels|CREATED_AT|skip)\\"/);
  });

  it('that is given only by its hash is refused with the reason', async () => {
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
  ])('a query of the schema is refused, once and with the rule: %s', async (query) => {
    const { errors } = await sameOverBoth(await closed.as('agent'), query);
    expect(errors).toMatchObject([
      { extensions: { code: 'GRAPHQL_VALIDATION_FAILED', rule: 'NO_INTROSPECTION' } },
    ]);
  });

  it('the contract is not served as a file', async () => {
    const answer = await fetch(`${closed.url}/schema.graphql`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });

  it('a query of `__typename` is still answered', async () => {
    const answer = await sameOverBoth(await closed.as('agent'), '{ __typename viewer { __typename } }');
    expect(answer).toEqual({ data: { __typename: 'Query', viewer: { __typename: 'User' } } });
  });
});
