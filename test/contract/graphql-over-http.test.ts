import { type AuditResult, serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../harness/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const url = () => `${world.url}/graphql`;

/**
 * The optional audits that the server does not pass. Any web page can send a bare GET, so the server refuses it
 * (CSRF).
 */
const refusedBareGets = ['5A70', 'D6D5', '6A70'];

/** Runs an audit. Returns `ok`, or what the server answered instead. */
async function outcome(run: () => Promise<AuditResult>): Promise<string> {
  const result = await run();
  if (result.status === 'ok') return 'ok';
  const { status, reason, response } = result;
  const body = response.bodyUsed ? '' : await response.text();
  return `${status}: ${reason}, but ${response.status} ${body}`;
}

describe('the GraphQL over HTTP audit by the authors of the specification', () => {
  const audits = serverAudits({ url });

  it('includes every audit that the server does not pass', () => {
    expect(audits.length).toBeGreaterThan(60);
    expect(audits.map(({ id }) => id)).toEqual(expect.arrayContaining(refusedBareGets));
  });

  it.each(audits.filter(({ id }) => !refusedBareGets.includes(id)))('$id: it $name', async ({ fn }) => {
    expect(await outcome(fn)).toBe('ok');
  });
});

describe('queries by GET, which are optional', () => {
  const preflighted = (target: string, init?: RequestInit) =>
    fetch(target, { ...init, headers: { ...init?.headers, 'apollo-require-preflight': '1' } });
  const audits = serverAudits({ url, fetchFn: preflighted }).filter(({ id }) => refusedBareGets.includes(id));

  it.each(audits)('$id: it $name, with a header that other sites cannot send', async ({ fn }) => {
    expect(await outcome(fn)).toBe('ok');
  });

  it('are refused without that header', async () => {
    const response = await fetch(`${url()}?query=%7B__typename%7D`);
    expect(response.status).toBe(400);
    expect((await response.json()).errors[0]).toMatchObject({
      message: expect.stringContaining('CSRF'),
      extensions: { code: 'BAD_REQUEST' },
    });
  });
});

const json = 'application/json';
const graphqlResponse = 'application/graphql-response+json';

/** Sends a request and checks what holds for every answer: JSON in UTF-8, with the expected media type. */
async function send(init: RequestInit, mediaType = json) {
  const response = await fetch(url(), { method: 'POST', ...init });
  expect(response.headers.get('content-type')).toBe(`${mediaType}; charset=utf-8`);
  expect(response.headers.get('vary')).toMatch(/\bAccept\b/);
  const { errors = [], data } = await response.json();
  return { status: response.status, headers: response.headers, error: errors[0], errors, data };
}

async function post(query: string, accept: string, mediaType: string, variables: object = {}) {
  const { token } = await world.as('agent');
  const headers = { 'content-type': json, accept, authorization: `Bearer ${token}` };
  return send({ headers, body: JSON.stringify({ query, variables }) }, mediaType);
}

describe('a request over HTTP', () => {
  it.each([
    ['*/*', json],
    ['application/*', json],
    [json, json],
    [graphqlResponse, graphqlResponse],
    [`${graphqlResponse}, ${json}`, graphqlResponse],
    [`${graphqlResponse}; charset=utf-8, ${json}; charset=utf-8`, graphqlResponse],
    [`${json};charset=UTF-8`, json],
    [`${graphqlResponse}, ${json};q=0.9`, graphqlResponse],
    [`${graphqlResponse};q=0.5, ${json}`, json],
    [`text/html, ${graphqlResponse};q=0.5`, graphqlResponse],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', json],
  ])('that accepts %s is answered with %s', async (accept, mediaType) => {
    const { status, data } = await post('{ __typename }', accept, mediaType);
    expect({ status, data }).toEqual({ status: 200, data: { __typename: 'Query' } });
  });

  it.each([
    ['a syntax error', '{ viewer {', {}, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ nothing }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a variable that does not fit',
      'query ($id: ID!) { node(id: $id) { id } }',
      { id: null },
      'BAD_USER_INPUT',
    ],
    [
      'no operation of this name',
      'query A { __typename } query B { __typename }',
      {},
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['too many aliases', `{ ${'a: __typename '.repeat(40)} }`, {}, 'DOCUMENT_LIMIT'],
  ])(
    'with %s gets status 400 in application/graphql-response+json, and 200 in application/json',
    async (_what, query, variables, code) => {
      for (const [accept, status] of [
        [graphqlResponse, 400],
        [json, 200],
      ] as const) {
        const answer = await post(query, accept, accept, variables);
        expect(answer).toMatchObject({ status, data: undefined, error: { extensions: { code } } });
      }
    },
  );

  it.each([json, graphqlResponse])('that is not well-formed gets status 400 in %s, too', async (accept) => {
    const headers = { 'content-type': json, accept };
    for (const body of ['{ "query": ', '{}', '[]', '{ "query": "{ __typename }", "variables": [] }']) {
      const { status, error } = await send({ headers, body }, accept);
      expect({ body, status, code: error.extensions.code }).toEqual({
        body,
        status: 400,
        code: 'BAD_REQUEST',
      });
    }
  });

  it.each(['text/html', 'image/*', 'application/xml, text/plain;q=0.5', `${json};q=0`])(
    'that accepts only %s is refused with 406, before it has an effect',
    async (accept) => {
      const agent = await world.as('agent');
      const query = 'mutation { signOut { signedOut } }';
      const headers = { 'content-type': json, accept, authorization: `Bearer ${agent.token}` };
      const { status, error } = await send({ headers, body: JSON.stringify({ query }) });
      expect({ status, code: error.extensions.code }).toEqual({ status: 406, code: 'BAD_REQUEST' });
      expect((await agent.ok('{ viewer { id } }')).viewer).not.toBeNull();
    },
  );

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/xml',
    'application/json-patch+json',
    `${json}; charset=latin1`,
  ])('whose body is %s is refused with 415', async (contentType) => {
    const { status, error } = await send(
      {
        headers: { 'content-type': contentType, accept: graphqlResponse, 'apollo-require-preflight': '1' },
        body: '{"query":"{ __typename }"}',
      },
      graphqlResponse,
    );
    expect({ status, code: error.extensions.code }).toEqual({ status: 415, code: 'BAD_REQUEST' });
    expect(error.extensions.traceId).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'QUERY'])(
    'with the method %s is answered with the allowed methods',
    async (method) => {
      const { status, headers, error } = await send({
        method,
        headers: { 'content-type': json },
        body: '{"query":"{ __typename }"}',
      });
      expect({ status, code: error.extensions.code }).toEqual({ status: 405, code: 'BAD_REQUEST' });
      expect(headers.get('allow')).toBe('GET, POST');
    },
  );

  it('for a mutation by GET is refused with advice to use POST', async () => {
    const query = encodeURIComponent('mutation { signOut { signedOut } }');
    const { token } = await world.as('agent');
    for (const accept of [json, graphqlResponse]) {
      const response = await fetch(`${url()}?query=${query}`, {
        headers: { accept, authorization: `Bearer ${token}`, 'apollo-require-preflight': '1' },
      });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
      expect((await response.json()).errors[0].extensions.code).toBe('BAD_REQUEST');
    }
  });

  it('of a browser that opens the URL gets JSON, not a page', async () => {
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const { status, error } = await send({ method: 'GET', headers: { accept } });
    expect({ status, code: error.extensions.code }).toEqual({ status: 400, code: 'BAD_REQUEST' });
  });
});
