import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { graphiqlRouter } from '../../server/platform/graphql/graphiql.js';
import type { Client } from '../harness/client.js';
import { startWorld, type World } from '../harness/world.js';

interface Answer {
  status: number | undefined;
  headers: IncomingMessage['headers'];
  bytes: Buffer;
}

/** Sends exactly these headers. `fetch` would add encodings of its own and decompress the answer. */
async function ask(
  url: string,
  encodings: string | null,
  options: object = {},
  body?: string,
): Promise<Answer> {
  const { headers, ...rest } = options as { headers?: object };
  const accept = encodings === null ? {} : { 'accept-encoding': encodings };
  return new Promise((resolve, reject) => {
    const sent = request(url, { ...rest, headers: { ...headers, ...accept } }, (response) => {
      buffer(response).then(
        (bytes) => resolve({ status: response.statusCode, headers: response.headers, bytes }),
        reject,
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const unpack: Record<string, (bytes: Buffer) => Buffer> = { br: brotliDecompressSync, gzip: gunzipSync };

describe('JSON answers', () => {
  let world: World;
  let agent: Client;
  beforeAll(async () => {
    world = await startWorld();
    agent = await world.as('agent');
  });
  afterAll(() => world.stop());

  const post = (query: string, encodings: string | null) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${agent.token}` };
    const options = { method: 'POST', headers };
    return ask(`${world.url}/graphql`, encodings, options, JSON.stringify({ query }));
  };
  const page = '{ tickets(first: 50) { nodes { id subject description labels requester { name } } } }';

  it.each([
    ['br, gzip', 'br'],
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['gzip;q=1, br;q=0', 'gzip'],
  ])('are compressed for a client that accepts %s', async (accepted, encoding) => {
    const plain = await post(page, null);
    const packed = await post(page, accepted);
    expect(packed.headers['content-encoding']).toBe(encoding);
    expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2);
    expect(JSON.parse(unpack[encoding]?.(packed.bytes).toString() ?? '')).toEqual(
      JSON.parse(plain.bytes.toString()),
    );
    expect(packed.headers['content-type']).toBe(plain.headers['content-type']);
  });

  it.each([null, 'identity', 'gzip;q=0, br;q=0', 'zstd', ''])(
    'are not compressed for a client that accepts %s, and have a Vary header for caches',
    async (accepted) => {
      const { headers, bytes } = await post(page, accepted);
      expect(headers['content-encoding']).toBeUndefined();
      expect(Number(headers['content-length'])).toBe(bytes.length);
      expect(headers.vary?.toLowerCase().split(', ')).toEqual(
        expect.arrayContaining(['accept-encoding', 'accept', 'origin']),
      );
    },
  );

  it('are not compressed when they are small', async () => {
    const { headers, bytes } = await post('{ viewer { __typename } }', 'br, gzip');
    expect(bytes.length).toBeLessThan(1024);
    expect(headers['content-encoding']).toBeUndefined();
  });

  it('are not compressed on WebSockets, whatever the client offers', async () => {
    const { hostname, port } = new URL(world.url);
    const socket = connect(Number(port), hostname);
    const lines = [
      'GET /graphql HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Protocol: graphql-transport-ws',
      'Sec-WebSocket-Extensions: permessage-deflate',
      'Accept-Encoding: gzip, br',
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    const answer = await new Promise<string>((resolve) =>
      socket.once('data', (data) => resolve(String(data))),
    );
    socket.destroy();
    expect(answer).toMatch(/^HTTP\/1.1 101 /);
    expect(answer.toLowerCase()).not.toMatch(/content-encoding|sec-websocket-extensions/);
  });
});

describe('the files of GraphiQL', () => {
  const script = `console.log('${'a long script '.repeat(500)}');`;
  let folder: string;
  let url: string;
  let stop: () => void;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ticketwire-graphiql-'));
    await mkdir(join(folder, 'assets'));
    const asset = (name: string, bytes: string | Buffer) => writeFile(join(folder, 'assets', name), bytes);
    await asset('main-1.js', script);
    await asset('main-1.js.br', brotliCompressSync(script));
    await asset('main-1.js.gz', gzipSync(script));
    await asset('icon-1.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    const server = createServer(express().use(graphiqlRouter(null, folder))).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphiql/assets`;
    stop = () => server.close();
  });
  afterAll(async () => {
    stop();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
  ])(
    'are sent in the form that the build compressed, to a client that accepts %s',
    async (accepted, encoding) => {
      const { status, headers, bytes } = await ask(`${url}/main-1.js`, accepted);
      expect([status, headers['content-encoding'], headers.vary]).toEqual([200, encoding, 'Accept-Encoding']);
      expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(unpack[encoding]?.(bytes).toString()).toBe(script);
    },
  );

  it('are sent uncompressed to other clients, and each form has its own ETag', async () => {
    const tags = new Set<string | undefined>();
    for (const accepted of [null, 'gzip', 'br']) {
      const { headers, bytes } = await ask(`${url}/main-1.js`, accepted);
      if (accepted === null) expect(bytes.toString()).toBe(script);
      tags.add(headers.etag);
      const options = { headers: { 'if-none-match': headers.etag } };
      expect((await ask(`${url}/main-1.js`, accepted, options)).status).toBe(304);
      expect((await ask(`${url}/main-1.js`, 'identity', options)).status).toBe(accepted === null ? 304 : 200);
    }
    expect(tags.size).toBe(3);
  });

  it('are sent uncompressed if the build could not make them smaller', async () => {
    const { status, headers } = await ask(`${url}/icon-1.svg`, 'gzip, br');
    expect([status, headers['content-encoding']]).toEqual([200, undefined]);
    expect((await ask(`${url}/nothing.js`, 'br')).status).toBe(404);
  });
});
