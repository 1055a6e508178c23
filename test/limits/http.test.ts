import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stillServes } from '../harness/both.js';
import type { Client } from '../harness/client.js';
import { report } from '../harness/desk.js';
import { Logged } from '../harness/logged.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let agent: Client;
const logged = new Logged();
beforeAll(async () => {
  world = await startWorld(
    { LIMIT_BODY_BYTES: '60000', LIMIT_REQUEST_SECONDS: '1', LOG_LEVEL: 'info' },
    logged,
  );
  agent = await world.as('agent');
});
afterAll(() => world.stop());

const query = '{"query":"{ viewer { id } }"}';

interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test checks the fields it expects
  body: any;
}

/** Parses an answer. It must be JSON and must not show internals of the server. */
function read(status: number, type: string | null | undefined, text: string): Answer {
  expect(type).toMatch(/json/);
  expect(text).not.toMatch(/<html|\.(js|ts):\d+|node_modules|INTERNAL_SERVER_ERROR/);
  return { status, body: JSON.parse(text) };
}

async function sent(method: string, init: RequestInit = {}, path = '/graphql'): Promise<Answer> {
  const response = await fetch(`${world.url}${path}`, {
    method,
    ...init,
    headers: {
      authorization: `Bearer ${agent.token}`,
      accept: 'application/graphql-response+json',
      ...init.headers,
    },
  });
  return read(response.status, response.headers.get('content-type'), await response.text());
}

const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  sent('POST', { body, headers: { 'content-type': 'application/json', ...headers } });

/**
 * Sends raw bytes, and returns all answers until the connection ends. With `drip` it keeps sending single
 * bytes.
 */
async function raw(text: string, drip = false): Promise<{ answers: string; ms: number }> {
  const { hostname, port } = new URL(world.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const began = Date.now();
  let answers = '';
  socket.on('data', (chunk) => (answers += chunk));
  socket.on('error', () => undefined);
  socket.write(text);
  const dripping = setInterval(() => drip && socket.writable && socket.write('x'), 100);
  await once(socket, 'close');
  clearInterval(dripping);
  return { answers, ms: Date.now() - began };
}

/** Parses the only answer in raw bytes. */
function parsed(answers: string): Answer {
  const [head = '', body = ''] = answers.split('\r\n\r\n');
  const type = /content-type: (.*)/i.exec(head)?.[1];
  return read(Number(/^HTTP\/1.1 (\d+)/.exec(head)?.[1]), type, body);
}

const head = (...more: string[]): string =>
  [
    'POST /graphql HTTP/1.1',
    `host: ${new URL(world.url).host}`,
    'content-type: application/json',
    ...more,
  ].join('\r\n');

describe('a request body', () => {
  afterAll(() => stillServes(world));

  const bomb = JSON.stringify({ query: `{ viewer { id } } #${'x'.repeat(50_000_000)}` });
  it.each<[string, (text: string) => Uint8Array<ArrayBuffer>]>([
    ['gzip', (text) => new Uint8Array(gzipSync(text))],
    ['deflate', (text) => new Uint8Array(deflateSync(text))],
    ['br', (text) => new Uint8Array(brotliCompressSync(text, { params: { 1: 4 } }))],
    ['zstd', (text) => new Uint8Array(zstdCompressSync(text))],
  ])('with the encoding %s is accepted, and limited by its decompressed size', async (encoding, pack) => {
    const headers = { 'content-encoding': encoding };
    expect((await post(pack(query), headers)).body.data.viewer.id).toEqual(expect.any(String));
    const packed = pack(bomb);
    const { status, body } = await post(packed.subarray(0), headers);
    expect(status).toBe(413);
    expect(body.errors).toMatchObject([
      { message: 'The body is too large.', extensions: { code: 'BAD_REQUEST' } },
    ]);
    expect((await post(new Uint8Array([1, 2, 3, 4]), headers)).status).toBe(400);
  });

  it.each<[string, Record<string, string>, number]>([
    ['in an unknown encoding', { 'content-encoding': 'compress' }, 415],
    ['encoded twice', { 'content-encoding': 'gzip, gzip' }, 415],
    ['in an unknown character set', { 'content-type': 'application/json; charset=klingon' }, 415],
    ['of another type', { 'content-type': 'application/xml' }, 415],
    ['of an HTML form', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    ['of an invalid type', { 'content-type': 'json' }, 415],
    ['of plain text', { 'content-type': 'text/plain' }, 415],
  ])('%s is refused', async (_what, headers, status) => {
    const answer = await post(query, headers);
    expect(answer.status).toBe(status);
    expect(answer.body.errors).toMatchObject([{ extensions: { code: 'BAD_REQUEST' } }]);
  });

  it.each<[string, string]>([
    ['nested lists without an end', '['.repeat(10_000)],
    ['nested lists', `${'['.repeat(9000)}${']'.repeat(9000)}`],
    ['nested objects', `${'{"query":'.repeat(1500)}1${'}'.repeat(1500)}`],
    ['a number as variables', '{"query":"{ viewer { id } }","variables":7}'],
    ['a list as variables', '{"query":"{ viewer { id } }","variables":[]}'],
    ['a list as extensions', '{"query":"{ viewer { id } }","extensions":[]}'],
    ['a number as the operation name', '{"query":"{ viewer { id } }","operationName":7}'],
    ['a parsed document', '{"query":{"kind":"Document"}}'],
    ['a prototype', '{"__proto__":{"query":"{ viewer { id } }"}}'],
    ['null', 'null'],
    ['half a surrogate pair', '"\ud800"'],
  ])('of %s is refused', async (_what, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].extensions.code).toBe('BAD_REQUEST');
  });

  it('from a client that offers to upgrade to HTTP/2 is accepted', async () => {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${agent.token}`,
      connection: 'Upgrade, HTTP2-Settings',
      upgrade: 'h2c',
      'http2-settings': 'AAMAAABkAAQAAP__',
    };
    const asked = request(`${world.url}/graphql`, { method: 'POST', headers });
    asked.end(query);
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const text = Buffer.concat(await response.toArray()).toString();
    expect(read(response.statusCode ?? 0, response.headers['content-type'], text)).toMatchObject({
      status: 200,
      body: { data: { viewer: { id: expect.any(String) } } },
    });
    asked.destroy();
  });

  const encodings: [string, (text: string) => Buffer][] = [
    ['utf-7', (text) => Buffer.from(text)],
    ['utf-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['utf-16le', (text) => Buffer.from(text, 'utf16le')],
    ['utf-16be', (text) => Buffer.from(text, 'utf16le').swap16()],
    ['UTF-32', (text) => Buffer.from([...text].flatMap((c) => [c.charCodeAt(0), 0, 0, 0]))],
    ['utf-32be', (text) => Buffer.from([...text].flatMap((c) => [0, 0, 0, c.charCodeAt(0)]))],
    ['utf-8-mac', (text) => Buffer.from(text)],
    ['iso-8859-1', (text) => Buffer.from(text, 'latin1')],
    ['cesu-8', (text) => Buffer.from(text)],
    ['"utf-16"', (text) => Buffer.from(text, 'utf16le')],
    ['"utf\\-16"', (text) => Buffer.from(text, 'utf16le')],
    ['utf-16; charset=utf-8', (text) => Buffer.from(text, 'utf16le')],
    ['utf-8; charset=utf-16', (text) => Buffer.from(text, 'utf16le')],
    ['', (text) => Buffer.from(text)],
  ];
  it.each(encodings)(
    'that declares the character set %s is refused with 415, whatever its bytes are',
    async (name, encode) => {
      for (const bytes of [encode(query), Buffer.from(query)]) {
        const headers = { 'content-type': `application/json; charset=${name}` };
        const { status, body } = await post(new Uint8Array(bytes), headers);
        expect([status, body.errors]).toMatchObject([
          415,
          [{ message: 'The body must be UTF-8.', extensions: { code: 'BAD_REQUEST' } }],
        ]);
      }
    },
  );

  it.each<[string, Buffer]>([
    ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${query}`, 'utf16le')],
    [
      'UTF-16 in the other byte order with a byte order mark',
      Buffer.from(`\ufeff${query}`, 'utf16le').swap16(),
    ],
    ['Latin-1', Buffer.from('{"query":"{ viewer { id } } # é"}', 'latin1')],
    ['bytes that are not valid text', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
    ['an encoded half of a surrogate pair', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['an overlong encoding of a letter', Buffer.from([0x22, 0xc1, 0x81, 0x22])],
  ])('with %s and without a declared character set is refused with 415', async (_what, bytes) => {
    const { status, body } = await post(new Uint8Array(bytes));
    expect([status, body.errors]).toMatchObject([415, [{ extensions: { code: 'BAD_REQUEST' } }]]);
  });

  it.each(['application/json', 'application/json; charset=utf-8', 'application/json;charset="UTF-8"'])(
    'with the type %s is accepted, with and without a byte order mark',
    async (type) => {
      for (const text of [query, `\ufeff${query}`]) {
        const answer = await post(text, { 'content-type': type });
        expect(answer).toMatchObject({ status: 200, body: { data: { viewer: { id: expect.any(String) } } } });
      }
    },
  );
});

describe('the method', () => {
  afterAll(() => stillServes(world));

  it.each(['PUT', 'DELETE', 'PATCH'])('%s is not allowed', async (method) => {
    const headers = { 'content-type': 'application/json' };
    const { status, body } = await sent(method, { body: query, headers });
    expect(status).toBe(405);
    expect(body.errors[0].extensions.code).toBe('BAD_REQUEST');
  });

  it('HEAD is not allowed, and its answer has no body', async () => {
    const response = await fetch(`${world.url}/graphql`, {
      method: 'HEAD',
      headers: { 'apollo-require-preflight': '1' },
    });
    expect([response.status, await response.text()]).toEqual([405, '']);
  });

  it('GET accepts queries, refuses mutations, and requires a header that an HTML form cannot send', async () => {
    const path = (document: string, more = '') => `/graphql?query=${encodeURIComponent(document)}${more}`;
    const headers = { 'apollo-require-preflight': '1' };
    expect((await sent('GET', { headers }, path('{ viewer { name } }'))).status).toBe(200);
    expect((await sent('GET', {}, path('{ viewer { name } }'))).status).toBe(400);
    expect((await sent('GET', { headers }, path('mutation { signOut { signedOut } }'))).status).toBe(405);
    for (const more of ['&variables=%7B', '&variables=7', '&extensions=x', '&query=x', '&operationName=x']) {
      const { status, body } = await sent('GET', { headers }, path('{ viewer { name } }', more));
      expect([more, status, body.errors[0].extensions.code]).toEqual([
        more,
        400,
        more === '&operationName=x' ? 'OPERATION_RESOLUTION_FAILURE' : 'BAD_REQUEST',
      ]);
    }
    const deep = await sent(
      'GET',
      { headers },
      path(
        '{ viewer { name } }',
        `&variables=${encodeURIComponent(`{"a":${'['.repeat(50)}${']'.repeat(50)}}`)}`,
      ),
    );
    expect(deep.body.errors[0].extensions).toMatchObject({ code: 'DOCUMENT_LIMIT', limit: 'INPUT_DEPTH' });
  });
});

describe('invalid HTTP', () => {
  afterAll(() => stillServes(world));

  it.each<[string, () => string, number]>([
    ['is not HTTP at all', () => 'hello\r\n\r\n', 400],
    ['has an unknown method', () => head().replace('POST', 'BREW').concat('\r\n\r\n'), 400],
    ['has a length that is not a number', () => `${head('content-length: many')}\r\n\r\n`, 400],
    ['has two lengths', () => `${head('content-length: 2', 'content-length: 3')}\r\n\r\n{}`, 400],
    [
      'has both a length and chunks',
      () => `${head('content-length: 2', 'transfer-encoding: chunked')}\r\n\r\n{}`,
      400,
    ],
    ['has an invalid chunk', () => `${head('transfer-encoding: chunked')}\r\n\r\nzz\r\n{}`, 400],
    ['has a NUL in a header', () => `${head('x-odd: a\u0000b')}\r\n\r\n`, 400],
    ['has endless headers', () => `${head(`x-long: ${'x'.repeat(100_000)}`)}\r\n\r\n`, 431],
  ])('is refused with a plain answer: a request that %s', async (_what, text, status) => {
    const { answers } = await raw(text());
    const answer = parsed(answers);
    expect(answer.status).toBe(status);
    expect(answer.body.errors[0].extensions.code).toBe('BAD_REQUEST');
  });
});

describe('a slow client', () => {
  afterAll(() => stillServes(world));

  it.each<[string, () => string, boolean]>([
    ['sends nothing', () => '', false],
    ['sends endless headers', () => head('x-more: '), true],
    ['declares a body and sends none', () => `${head('content-length: 100')}\r\n\r\n`, false],
    ['sends its body one byte at a time', () => `${head('content-length: 10000')}\r\n\r\n{`, true],
    ['sends endless chunks', () => `${head('transfer-encoding: chunked')}\r\n\r\n5\r\n{"que\r\n`, false],
  ])('gets an error and is disconnected when it %s', async (_what, text, drip) => {
    const { answers, ms } = await raw(text(), drip);
    const answer = parsed(answers);
    expect(answer.status).toBe(408);
    expect(answer.body.errors[0].message).toBe('The request took too long to arrive.');
    expect(ms).toBeLessThan(20_000);
  });

  it('does not delay other clients, even in large numbers', async () => {
    const slow = Array.from({ length: 200 }, () => raw(`${head('content-length: 100')}\r\n\r\n{`));
    for (let i = 0; i < 5; i += 1) expect((await post(query)).status).toBe(200);
    const answers = await Promise.all(slow);
    expect(answers.filter(({ answers: text }) => !text.startsWith('HTTP/1.1 408'))).toEqual([]);
  });

  it('is disconnected when it does not read its answer', async () => {
    const description = 'x'.repeat(49_000);
    for (let i = 0; i < 20; i += 1) await report(agent, { description });
    // Larger than the buffers of a socket, and smaller than the limit for answers.
    const large = JSON.stringify({
      query: `{ tickets(first: 20) { nodes { ${Array.from({ length: 8 }, (_, i) => `a${i}: description`).join(' ')} } } }`,
    });
    const { hostname, port } = new URL(world.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.pause();
    socket.on('error', () => undefined);
    const trace = randomBytes(16).toString('hex');
    const headers = [
      `authorization: Bearer ${agent.token}`,
      `traceparent: 00-${trace}-b7ad6b7169203331-01`,
      `content-length: ${large.length}`,
    ];
    socket.write(`${head(...headers)}\r\n\r\n${large}`);
    // The server aborted the request. It records a status only for answers that it sent completely.
    const line = await logged.line(({ msg, traceId }) => msg === 'request' && traceId === trace, 20_000);
    expect(line.status).toBeNull();
    // Bytes that were already buffered still arrive, but the answer is incomplete.
    const taken: Buffer[] = [];
    socket.on('data', (chunk) => taken.push(chunk));
    await once(socket.resume(), 'close');
    const answer = Buffer.concat(taken).toString('latin1');
    const [top = ''] = answer.split('\r\n\r\n', 1);
    expect(top).toMatch(/^HTTP\/1.1 200 /);
    const announced = Number(/content-length: (\d+)/i.exec(top)?.[1]);
    expect(answer.length - top.length - 4).toBeLessThan(announced);
  });

  it('can disconnect before it gets an answer, and the server keeps running', async () => {
    for (let i = 0; i < 20; i += 1) {
      const { hostname, port } = new URL(world.url);
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      socket.write(`${head(`content-length: ${query.length}`)}\r\n\r\n${query}`);
      socket.resetAndDestroy();
    }
  });
});
