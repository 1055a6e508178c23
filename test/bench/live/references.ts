/*
 * A server of reference. `POST /<key>` publishes an item to the subscribers with a key; the server answers first, and then sends.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { byStatement, type Database } from './by-statement.js';
import { memoryInUse } from './memory-in-use.js';
import { preframed } from './preframed.js';
import type { Reference } from './reference.js';
import { unbatched } from './unbatched.js';
import { answerCalls } from './worker.js';

const kinds = {
  preframed,
  unbatched,
  // Only this one needs the contract, and takes long to load.
  'per subscriber': async (server: Server) => (await import('./per-subscriber.js')).perSubscriber(server),
  'one statement': byStatement,
};

export type ReferenceKind = keyof typeof kinds;

const calls = {
  async start({ kind, database }: { kind: ReferenceKind; database: Database }): Promise<string> {
    let published = 0;
    const server = createServer(async (request, response) => {
      const key = decodeURIComponent(request.url?.slice(1) ?? '');
      const payload = await text(request);
      published += 1;
      response.end(`{"published":${published}}`);
      await reference.publish(key, payload);
    });
    const reference: Reference = await kinds[kind](server, database);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },
  memory: memoryInUse,
};

export type ReferenceCalls = typeof calls;

answerCalls(calls);
