import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { changingNothing, refusal, refusedWith, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let agent: Client;

beforeAll(async () => {
  world = await startWorld({
    LIMIT_TOKENS: '400',
    LIMIT_DEPTH: '6',
    LIMIT_ALIASES: '5',
    LIMIT_ROOT_FIELDS: '8',
    LIMIT_COST: '1000',
    LIMIT_BODY_BYTES: '20000',
  });
  agent = await world.as('agent');
});
afterAll(() => world.stop());

interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: each test expects another shape of answer
  body: any;
}

/** Sends a raw body, as a careless or hostile client may. */
async function post(body: string, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${world.url}/graphql`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      authorization: `Bearer ${agent.token}`,
      ...headers,
    },
  });
  const text = await response.text();
  expect(response.headers.get('content-type')).toMatch(/json/);
  expect(text).not.toMatch(/at .*\.(js|ts):\d+|node_modules/);
  return { status: response.status, headers: response.headers, body: JSON.parse(text) };
}

/** Returns the refusal of a document, which must be the same over HTTP and over WebSocket. */
async function refusedOnBoth(query: string) {
  const overHttp = await agent.refused(query);
  const stream = agent.subscribe(query);
  await stream.until((s) => s.ended !== undefined);
  const [overSocket] = stream.ended as { message: string; extensions: Record<string, unknown> }[];
  return { overHttp, overSocket };
}

const nested = (depth: number): string =>
  `{ viewer ${'{ teams { members { nodes { user '.repeat(depth)}{ id }${'} } } }'.repeat(depth)} }`;

describe('a document above a limit is refused before execution, over HTTP and WebSocket', () => {
  it.each<[string, string, object]>([
    ['depth', nested(2), { limit: 'DEPTH', most: 6 }],
    [
      'aliases',
      `{ viewer { ${Array.from({ length: 6 }, (_, i) => `a${i}: id`).join(' ')} } }`,
      { limit: 'ALIASES', value: 6, most: 5 },
    ],
    [
      'root fields',
      `{ ${Array.from({ length: 9 }, () => 'viewer { id }').join(' ')} }`,
      { limit: 'ROOT_FIELDS', value: 9, most: 8 },
    ],
    ['cost', '{ tickets(first: 100) { nodes { comments(first: 20) { totalCount } } } }', { limit: 'COST' }],
    [
      'cost by a variable',
      'query ($n: Int) { tickets(first: $n) { nodes { comments(first: $n) { totalCount } } } }',
      { limit: 'COST' },
    ],
    [
      'cost in a fragment',
      '{ tickets(first: 100) { ...page } } fragment page on TicketConnection { nodes { comments(first: 20) { totalCount } } }',
      { limit: 'COST' },
    ],
  ])('for its %s', async (_what, query, extensions) => {
    const { overHttp, overSocket } = await refusedOnBoth(query);
    for (const error of [overHttp, overSocket]) {
      expect(error?.extensions).toMatchObject({ code: 'DOCUMENT_LIMIT', ...extensions });
      expect(error?.extensions?.traceId).toMatch(/^[0-9a-f]{32}$/);
    }
    expect(overSocket?.message).toBe(overHttp.message);
  });

  it('for its number of tokens', async () => {
    const { overHttp, overSocket } = await refusedOnBoth(`{ viewer { ${'id '.repeat(400)} } }`);
    for (const error of [overHttp, overSocket]) {
      expect(error?.extensions).toMatchObject({ code: 'DOCUMENT_LIMIT', limit: 'TOKENS', most: 400 });
    }
  });

  it('but not at the limit', async () => {
    const deep = '{ tickets(first: 1) { edges { node { queue { team { id } } } } } }';
    expect(await agent.send(deep)).not.toHaveProperty('errors');
    const many = Array.from({ length: 8 }, () => 'viewer { id }').join(' ');
    expect(await agent.send(`{ ${many} }`)).not.toHaveProperty('errors');
  });

  it('also when its fragments contain each other', async () => {
    const query =
      '{ viewer { ...a } } fragment a on User { id ...b } fragment b on User { name ...a } fragment c on User { ...a ...b }';
    const { overHttp, overSocket } = await refusedOnBoth(query);
    for (const error of [overHttp, overSocket])
      expect(error?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('and changes nothing, even if one of its fields alone is valid', async () => {
    const field = (i: number) =>
      `a${i}: createTicket(input: { type: INCIDENT, subject: "x", description: "y" }) { ticket { id } }`;
    const query = `mutation { ${Array.from({ length: 6 }, (_, i) => field(i)).join(' ')} }`;
    await changingNothing(world, () => agent.refused(query));
  });
});

describe('an invalid request', () => {
  it.each<[string, string, number, string]>([
    ['malformed JSON', '{ "query": ', 400, 'BAD_REQUEST'],
    ['no JSON object', '"query"', 400, 'BAD_REQUEST'],
    ['an empty body', '', 400, 'BAD_REQUEST'],
    ['an object without a query', '{}', 400, 'BAD_REQUEST'],
    ['a query that is no text', '{ "query": 7 }', 400, 'BAD_REQUEST'],
    [
      'variables that are no object',
      '{ "query": "{ viewer { id } }", "variables": "x" }',
      400,
      'BAD_REQUEST',
    ],
    ['a batch', '[{ "query": "{ viewer { id } }" }, { "query": "{ viewer { id } }" }]', 400, 'BAD_REQUEST'],
    ['a syntax error', '{ "query": "{ viewer {" }', 400, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ "query": "{ nothing }" }', 400, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'two operations and no name',
      '{ "query": "query A { viewer { id } } query B { viewer { id } }" }',
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['a subscription', '{ "query": "subscription { ticketEvents { __typename } }" }', 400, 'BAD_REQUEST'],
  ])('gets a JSON error for %s', async (_what, body, status, code) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(answer.body.errors[0].extensions.code).toBe(code);
    expect(answer.body.errors[0].extensions.traceId).toBe(answer.headers.get('x-trace-id'));
  });

  it('is refused when its body is too large', async () => {
    const answer = await post(JSON.stringify({ query: `{ viewer { id } } #${'x'.repeat(20_000)}` }));
    expect(answer.status).toBe(413);
    expect(answer.body.errors[0]).toMatchObject({
      message: 'The body is too large.',
      extensions: { code: 'BAD_REQUEST' },
    });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'is refused as %s, so that a form on another site cannot send it',
    async (contentType) => {
      const answer = await post('{"query":"{ viewer { id } }"}', { 'content-type': contentType });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(answer.body.errors).toHaveLength(1);
    },
  );

  it('is refused when it is a mutation by GET', async () => {
    const query = encodeURIComponent('mutation { signOut { signedOut } }');
    const response = await fetch(`${world.url}/graphql?query=${query}`, {
      headers: { authorization: `Bearer ${agent.token}`, 'apollo-require-preflight': '1' },
    });
    expect(response.status).toBe(405);
    expect((await agent.ok('{ viewer { id } }')).viewer).not.toBeNull();
  });

  it('gets a JSON error for an unknown path', async () => {
    for (const path of ['/nothing', '/graphql/more', '/..%2f..%2fetc%2fpasswd', '/%']) {
      const response = await fetch(`${world.url}${path}`);
      expect([path, response.headers.get('content-type')]).toEqual([path, 'application/json; charset=utf-8']);
      expect([400, 404]).toContain(response.status);
      expect((await response.json()).errors).toHaveLength(1);
    }
  });
});

describe('an unexpected error', () => {
  it('is masked: the answer has a general message and the trace id of the log record', async () => {
    // Breaks a query of a resolver.
    await world.rows('alter table categories rename to categories_gone');
    try {
      const answer = await post(JSON.stringify({ query: '{ categories { nodes { id } } }' }), {
        traceparent: '00-0123456789abcdef0123456789abcdef-0123456789abcdef-01',
      });
      expect(answer.body.errors).toEqual([
        {
          message: 'Internal error. If it persists, report the trace id.',
          path: ['categories'],
          locations: [{ line: 1, column: 3 }],
          extensions: { code: 'INTERNAL_SERVER_ERROR', traceId: '0123456789abcdef0123456789abcdef' },
        },
      ]);
      expect(answer.headers.get('x-trace-id')).toBe('0123456789abcdef0123456789abcdef');

      const stream = agent.subscribe('{ categories { nodes { id } } }');
      await stream.until((s) => s.results.length > 0);
      expect(stream.results[0]?.errors?.[0]?.message).toBe(answer.body.errors[0].message);
      expect(JSON.stringify(stream.results)).not.toMatch(/categories_gone|does not exist|select/);
    } finally {
      await world.rows('alter table categories_gone rename to categories');
    }
    expect(await agent.send('{ categories { nodes { id } } }')).not.toHaveProperty('errors');
  });

  it('rolls back the whole change', async () => {
    await world.rows('alter table events add constraint broken check (false) not valid');
    try {
      const answer = await changingNothing(world, () =>
        agent.send(
          'mutation { createTicket(input: { type: INCIDENT, subject: "x", description: "y" }) { ticket { id } } }',
        ),
      );
      expect(answer.errors?.[0]?.extensions?.code).toBe('INTERNAL_SERVER_ERROR');
      expect(JSON.stringify(answer)).not.toContain('constraint');
    } finally {
      await world.rows('alter table events drop constraint broken');
    }
  });
});

describe('unusual characters', () => {
  const lone = '\ud800';

  it.each<[string, string, string]>([
    ['U+0000', 'a\u0000b', 'NO_NUL'],
    ['a lone surrogate', `a${lone}b`, 'UNICODE'],
  ])('such as %s are refused in every text of an input', async (_what, bad, rule) => {
    const ticket = await report(agent);
    const errors = await refusal(world, agent, 'createTicket', {
      type: 'INCIDENT',
      subject: bad,
      description: bad,
      errorMessages: ['fine', bad],
      labels: [bad],
      affectedServiceNames: [bad],
      affectedOperations: bad,
      externalReference: bad,
      priorityOverride: { priority: 'P1', reason: bad },
    });
    expect(new Set(errors.map((error) => error.rule))).toEqual(new Set([rule]));
    const paths = errors.map((error) => error.path.join('.'));
    expect(paths).toEqual(
      expect.arrayContaining([
        'input.subject',
        'input.description',
        'input.errorMessages.1',
        'input.labels.0',
        'input.affectedServiceNames.0',
        'input.affectedOperations',
        'input.externalReference',
      ]),
    );
    for (const [mutation, input] of [
      ['addComment', { body: bad }],
      ['holdTicket', { reason: 'AWAITING_VENDOR', note: bad }],
      ['resolveTicket', { resolutionCode: bad, resolutionNotes: 'x' }],
      ['assignTicket', { assigneeId: null, reason: bad }],
      ['cancelTicket', { reason: bad }],
    ] as const) {
      const error = await refusedWith(world, agent, mutation, { ticketId: ticket.id, ...input });
      expect({ mutation, type: error.__typename, rule: error.rule }).toEqual({
        mutation,
        type: 'ValidationError',
        rule,
      });
    }
  });

  it.each(['\u0000', lone, '__proto__', 'constructor', 'toString', '%00', "'; drop table users; --"])(
    'such as %j in a lookup find nothing and cause no error',
    async (odd) => {
      const answer = await agent.send(
        `query ($odd: ID!, $text: String!) { node(id: $odd) { id } ticketByNumber(number: $text) { id } }`,
        { odd, text: odd },
      );
      expect(answer).toEqual({ data: { node: null, ticketByNumber: null } });
      const refusal = await agent.refused('query ($odd: ID!) { ticket(id: $odd) { id } }', { odd });
      expect(refusal.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'id' });
      const storable = odd.isWellFormed() && !odd.includes('\u0000');
      for (const [list, filter] of [
        ['users', { emails: [odd] }],
        ['users', { teamIds: [odd] }],
        ['tickets', { queueIds: [odd], assigneeIds: [odd] }],
        ['tickets', { labels: [odd] }],
        ['tickets', { externalReferences: [odd] }],
      ] as const) {
        const type = list === 'users' ? 'UserFilter' : 'TicketFilter';
        const found = await agent.send(`query ($f: ${type}) { ${list}(filter: $f) { totalCount } }`, {
          f: filter,
        });
        const field = Object.keys(filter)[0] ?? '';
        // A text finds nothing. An invalid id is refused.
        if (storable && !field.endsWith('Ids'))
          expect(found).toEqual({ data: { [list]: { totalCount: 0 } } });
        else
          expect(found.errors?.[0]?.extensions).toMatchObject({
            code: 'BAD_USER_INPUT',
            argument: expect.stringMatching(`^filter\\.${field}`),
            rule: storable ? 'ID' : expect.stringMatching(/^(ID|CHARACTERS)$/),
          });
      }
      const signIn = await world.anonymous().mutate('signIn', { email: odd, password: odd }, 'token');
      expect(signIn.errors[0].__typename).toBe('InvalidCredentialsError');
    },
  );

  it('and names of prototype properties are ordinary text in a ticket', async () => {
    const ticket = await report(
      agent,
      { subject: '__proto__', labels: ['constructor', '__proto__'], externalReference: 'toString' },
      'ticket { id subject labels externalReference }',
    );
    expect(ticket).toMatchObject({
      subject: '__proto__',
      labels: ['__proto__', 'constructor'],
      externalReference: 'toString',
    });
  });

  it('a variable named __proto__ is an unknown field and has no other effect', async () => {
    const answer = await post(
      '{"query":"query ($f: TicketFilter) { tickets(filter: $f) { totalCount } }","variables":{"f":{"__proto__":{"polluted":true}}}}',
    );
    expect(JSON.stringify(answer.body)).not.toContain('INTERNAL_SERVER_ERROR');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:00', 'yesterday', '2026-02-30T00:00:00Z', 7])(
    'and the timestamp %j are refused with the name of the field',
    async (moment) => {
      const error = await agent.refused('query ($f: TicketFilter) { tickets(filter: $f) { totalCount } }', {
        f: { createdAt: { from: moment } },
      });
      expect(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']).toContain(error.extensions?.code);
    },
  );
});

describe('a server with demo data, whose passwords are public,', () => {
  /** Sends the request with node:http because fetch does not allow another Host header. */
  function raw(headers: Record<string, string>): Promise<{ status: number; body: string }> {
    const { hostname, port } = new URL(world.url);
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          hostname,
          port,
          path: '/graphql',
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
        },
        (response) => {
          let body = '';
          response.on('data', (chunk) => (body += chunk));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
        },
      );
      sent.on('error', reject);
      sent.end('{"query":"{ viewer { id } }"}');
    });
  }

  it.each<[string, Record<string, string>]>([
    ['forwarded for another client', { 'x-forwarded-for': '203.0.113.9' }],
    ['forwarded by the standard header', { forwarded: 'for=203.0.113.9' }],
    ['sent through a proxy', { via: '1.1 proxy' }],
    ['sent under another name', { host: 'desk.example.com' }],
    ['sent under a name that only looks like this machine', { host: 'localhost.example.com' }],
  ])('refuses a request that was %s', async (_what, headers) => {
    const { status, body } = await raw(headers);
    expect(status).toBe(403);
    expect(JSON.parse(body).errors[0].extensions.code).toBe('FORBIDDEN');
  });

  it.each(['localhost', '127.0.0.1', '[::1]:4000'])('answers a request to %s', async (host) => {
    expect((await raw({ host })).status).toBe(200);
  });
});

describe('without introspection', () => {
  let closed: World;
  beforeAll(async () => {
    closed = await startWorld({ INTROSPECTION: '0' });
  });
  afterAll(() => closed.stop());

  it('the schema is revealed neither by introspection nor by suggestions in errors', async () => {
    const client = await closed.as('agent');
    const introspection = await client.refused('{ __schema { types { name } } }');
    expect(introspection.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
    for (const query of [
      '{ ticketss { totalCount } }',
      '{ tickets(frist: 1) { totalCount } }',
      '{ tickets(orderBy: { field: CREATED, direction: ASC }) { totalCount } }',
      'mutation { createTicket(input: { typ: INCIDENT }) { ticket { id } } }',
    ]) {
      const overHttp = await client.send(query);
      const stream = client.subscribe(query);
      await stream.until((s) => s.ended !== undefined);
      for (const answer of [overHttp, stream.ended]) {
        expect(JSON.stringify(answer)).toContain('GRAPHQL_VALIDATION_FAILED');
        expect(JSON.stringify(answer)).not.toMatch(/Did you mean|CREATED_AT_|"tickets"/);
      }
    }
    await client.close();
  });
});
